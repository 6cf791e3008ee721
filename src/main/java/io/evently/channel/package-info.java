/**
 * The ways a message leaves the service: mail, text message, Web Push, webhook, and the local page of the demo profile.
 * Each is one protocol behind {@link io.evently.channel.Channel}; none knows of retries, preferences or the database of
 * notifications.
 */
@CheckReturnValue
package io.evently.channel;

import com.google.errorprone.annotations.CheckReturnValue;
