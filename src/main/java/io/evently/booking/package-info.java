/**
 * Seats held, confirmed and cancelled, never oversold: the lanes in front of the event locks, the flushes behind them,
 * and the sweep that gives lapsed holds back. Knows nothing of HTTP, of who may call, or of how people are told.
 */
@CheckReturnValue
package io.evently.booking;

import com.google.errorprone.annotations.CheckReturnValue;
