package io.evently.analytics.segment;

/**
 * Where a customer stands among the others.
 *
 * @param recency 1 to 5; 5 is the fifth that booked most recently
 * @param frequency 1 to 5; 5 is the fifth with most bookings
 * @param monetary 1 to 5; 5 is the fifth that spent most
 */
public record RfmScore(int recency, int frequency, int monetary) {
    public RfmScore {
        require("recency", recency);
        require("frequency", frequency);
        require("monetary", monetary);
    }

    /** The three together, 3 to 15; ranks customers by how likely they book again. */
    public int total() {
        return recency + frequency + monetary;
    }

    private static void require(String name, int score) {
        if (score < 1 || score > RfmScoring.BEST) {
            throw new IllegalArgumentException(name + " must be between 1 and " + RfmScoring.BEST + ", was " + score);
        }
    }
}
