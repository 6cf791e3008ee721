/**
 * Which customers there are, how likely each comes back, and what that is worth: recency, frequency and spend for the
 * labels; a model of purchases and one of spend for counts and values. Pure arithmetic on arguments: knows no database,
 * no clock, no bus, and may be used on any thread. {@code bench segments} holds it to published values and to purchases
 * that came later; {@code docs/forecasting.md} has the figures.
 */
@CheckReturnValue
package io.evently.analytics.segment;

import com.google.errorprone.annotations.CheckReturnValue;
