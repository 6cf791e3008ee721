package io.evently.bench.waitlist;

import java.util.OptionalDouble;

/**
 * What was said, and what came of it.
 *
 * @param joining whether it was said to somebody who had just joined
 * @param probability of an offer as stated, 0-1
 * @param statedHours until the offer; empty when none was stated
 * @param promoted whether there was an offer
 * @param waitedHours until it; of no meaning without one
 */
record Forecast(
        boolean joining, double probability, OptionalDouble statedHours, boolean promoted, double waitedHours) {}
