/**
 * How many bookings an event will have, how sure that is, and when it sells out: models that learn from the events of
 * the same series that are over. {@link io.evently.forecast.model.EventForecaster} is the way in. Pure arithmetic on
 * arguments: knows no database, no clock, no bus. {@code bench forecast} holds it to events that came later;
 * {@code docs/forecasting.md} has the methods, their sources and the figures.
 */
@CheckReturnValue
package io.evently.forecast.model;

import com.google.errorprone.annotations.CheckReturnValue;
