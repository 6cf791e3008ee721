/** Forecasts at work: reads the sums of analytics now and then, forecasts, keeps and compares. */
@NullMarked
package io.evently.forecast.service;

import org.jspecify.annotations.NullMarked;
