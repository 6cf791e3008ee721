package io.evently.pricing.model;

/**
 * What a seat that is sold now would have brought later. For demand that falls exponentially in the price the value of k
 * lots is {@code (p0/eta) ln(sum over i <= k of A^i/i!)}, exactly (Gallego and van Ryzin 1994), and the opportunity cost the
 * difference of two of these.
 */
final class OpportunityCost {
    private static final double EXACT = 1e-16;

    private OpportunityCost() {}

    /**
     * The opportunity cost of one seat.
     *
     * @param basePrice p0
     * @param elasticity at the base price
     * @param expected orders still to come at the base price
     * @param lots seats left over tickets per order, at least 1
     */
    static double ofSeat(double basePrice, double elasticity, double expected, int lots) {
        double load = expected * Math.exp(elasticity - 1);
        if (load <= 0) {
            return 0;
        }
        // The sum over i < N of A^i/i! over its last term, from that term down. All terms are positive, so nothing
        // cancels;
        // what is left is below the rounding, or the sum so large that the cost is nothing, after a few times sqrt(A)
        // terms.
        double sum = 1;
        double term = 1;
        for (int k = lots - 1; k >= 1 && term > EXACT * sum && sum < 1 / EXACT; k--) {
            term *= k / load;
            sum += term;
        }
        return basePrice / elasticity * Math.log1p(load / lots / sum);
    }

    /** Seats as lots of one order each. */
    static int lots(int seats, double orderSize) {
        return Math.max(1, (int) Math.floor(seats / orderSize));
    }
}
