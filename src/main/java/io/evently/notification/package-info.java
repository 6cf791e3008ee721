/**
 * Telling people what concerns them, on the channels they want: what is to be said, to whom, every attempt at it and what
 * became of it. Knows nothing of HTTP and of sockets; {@code io.evently.notification.channel} speaks the protocols.
 */
@CheckReturnValue
package io.evently.notification;

import com.google.errorprone.annotations.CheckReturnValue;
