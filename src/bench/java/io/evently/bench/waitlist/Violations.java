package io.evently.bench.waitlist;

/**
 * How often a rule was broken.
 *
 * @param overtaken somebody who fitted was overtaken by somebody who joined later than the head start allows
 * @param outOfOrder somebody was served who did not stand first of those who fitted
 * @param oversold more seats were sold and held than there are
 * @param unbalanced seats were lost or made
 */
record Violations(long overtaken, long outOfOrder, long oversold, long unbalanced) {
    static final Violations NONE = new Violations(0, 0, 0, 0);

    Violations plus(Violations other) {
        return new Violations(
                overtaken + other.overtaken,
                outOfOrder + other.outOfOrder,
                oversold + other.oversold,
                unbalanced + other.unbalanced);
    }
}
