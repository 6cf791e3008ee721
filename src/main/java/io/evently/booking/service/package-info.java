/**
 * Seats held, confirmed and cancelled, never oversold: the lanes in front of the event locks, the flushes behind them,
 * and the sweep that gives lapsed holds back.
 */
@CheckReturnValue
package io.evently.booking.service;

import com.google.errorprone.annotations.CheckReturnValue;
