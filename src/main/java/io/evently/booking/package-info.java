/**
 * The language of bookings: what can be asked, what can come of it, and the client that asks the right shard. Knows
 * nothing of HTTP, of who may call, or of how people are told.
 */
@CheckReturnValue
package io.evently.booking;

import com.google.errorprone.annotations.CheckReturnValue;
