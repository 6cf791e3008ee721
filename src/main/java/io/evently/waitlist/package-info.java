/**
 * Who waits for the seats of a sold-out event, in which order, and what is offered to whom. Seats come back through
 * {@code io.evently.inventory} and are offered there in the same statement; offers are taken in the lanes of
 * {@code io.evently.booking}. Knows nothing of HTTP.
 */
@CheckReturnValue
package io.evently.waitlist;

import com.google.errorprone.annotations.CheckReturnValue;
