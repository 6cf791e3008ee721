/**
 * What people are told: notifications made of what happened, broadcasts, reminders, and whatever is asked about them. Knows
 * nothing of HTTP and of sockets; {@code io.evently.delivery} sees to it that they arrive.
 */
@CheckReturnValue
package io.evently.notification;

import com.google.errorprone.annotations.CheckReturnValue;
