package io.evently.waitlist.estimate;

import java.util.OptionalDouble;

/**
 * What may be told to an entry; empty where it would be a guess.
 *
 * @param promotionProbability of getting an offer before it is too late, per cent, 0-100
 * @param waitHours until the offer, should there be one: half of those who get one wait less; empty when one is unlikely
 */
public record Estimate(OptionalDouble promotionProbability, OptionalDouble waitHours) {
    /** Nothing can be said. */
    public static final Estimate NONE = new Estimate(OptionalDouble.empty(), OptionalDouble.empty());
}
