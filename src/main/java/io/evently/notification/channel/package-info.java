/**
 * The ways a message leaves the house: mail, text message, Web Push, webhook, and the local page of the demonstration. Each is
 * one protocol behind {@link io.evently.notification.channel.Channel}; none knows of retries, preferences or the database
 * of notifications.
 */
@CheckReturnValue
package io.evently.notification.channel;

import com.google.errorprone.annotations.CheckReturnValue;
