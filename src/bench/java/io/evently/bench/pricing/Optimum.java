package io.evently.bench.pricing;

/**
 * The prices of somebody who knows the market, but not who will come: dynamic programming over seats left and time, with
 * orders of several tickets. Knows the mean of the daily noise only.
 */
final class Optimum implements Policy {
    private static final int PRICES = 64;

    /** Orders to be expected at most within a step. */
    private static final double MOST_PER_STEP = 0.3;

    /** By hour and seats left. */
    private final byte[][] best;

    private final double value;

    private Optimum(byte[][] best, double value) {
        this.best = best;
        this.value = value;
    }

    static Optimum of(Market market) {
        byte[][] best = new byte[Market.HOURS][market.seats() + 1];
        double[] values = new double[market.seats() + 1];
        double[] next = new double[market.seats() + 1];
        double[] shares = new double[PRICES];
        double[] orders = new double[PRICES];
        for (int hour = Market.HOURS - 1; hour >= 0; hour--) {
            for (int price = 0; price < PRICES; price++) {
                boolean dayEnds = hour % 24 == 23;
                shares[price] = dayEnds ? market.willingness().at(multiple(price), Market.passed(hour)) : shares[price];
                orders[price] = market.baseOrders(hour) * shares[price];
            }
            int steps = (int) Math.ceil(orders[0] / MOST_PER_STEP);
            for (int step = 0; step < steps; step++) {
                step(values, next, orders, 1.0 / steps, best[hour]);
                double[] swap = values;
                values = next;
                next = swap;
            }
        }
        return new Optimum(best, values[market.seats()]);
    }

    /** Revenue to be expected over the whole sale. */
    double value() {
        return value;
    }

    @Override
    public double priceAt(int hour, int seatsLeft) {
        return Market.BASE_PRICE * multiple(best[hour][seatsLeft]);
    }

    private static void step(double[] values, double[] next, double[] orders, double share, byte[] best) {
        int start = PRICES / 2;
        for (int seats = 1; seats < values.length; seats++) {
            double tickets = 0;
            double worth = 0;
            for (int size = 1; size <= Math.min(seats, Market.largestOrder()); size++) {
                tickets += Market.probability(size) * size;
                worth += Market.probability(size) * (values[seats] - values[seats - size]);
            }
            start = climbed(orders, tickets, worth, start);
            best[seats] = (byte) start;
            next[seats] = values[seats] + share * gain(orders, tickets, worth, start);
        }
    }

    // The optimum moves little from one number of seats to the next.
    private static int climbed(double[] orders, double tickets, double worth, int start) {
        int price = start;
        while (price + 1 < PRICES && gain(orders, tickets, worth, price + 1) > gain(orders, tickets, worth, price)) {
            price++;
        }
        while (price > 0 && gain(orders, tickets, worth, price - 1) > gain(orders, tickets, worth, price)) {
            price--;
        }
        return price;
    }

    private static double gain(double[] orders, double tickets, double worth, int price) {
        return orders[price] * (Market.BASE_PRICE * MULTIPLES[price] * tickets - worth);
    }

    private static final double[] MULTIPLES = new double[PRICES];

    static {
        for (int price = 0; price < PRICES; price++) {
            MULTIPLES[price] = Market.LEAST_MULTIPLE
                    * Math.pow(Market.MOST_MULTIPLE / Market.LEAST_MULTIPLE, (double) price / (PRICES - 1));
        }
    }

    private static double multiple(int price) {
        return MULTIPLES[price];
    }
}
