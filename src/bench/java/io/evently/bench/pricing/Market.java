package io.evently.bench.pricing;

/**
 * A market that an event is sold in, as nobody in it knows it.
 *
 * @param seats of the event
 * @param orders to be expected over the whole sale at the base price, without the shift
 * @param willingness to pay
 * @param shape of the sale
 * @param shift factor of the demand from the middle of the sale on; 1 for none
 */
record Market(int seats, double orders, Willingness willingness, Shape shape, double shift) {
    static final int DAYS = 60;
    static final int HOURS = DAYS * 24;
    static final double BASE_PRICE = 50;
    static final double LEAST_MULTIPLE = 0.5;
    static final double MOST_MULTIPLE = 2.5;

    /** Probability of an order of 1, 2, 3 and 4 tickets. */
    private static final double[] SIZES = {.40, .42, .08, .10};

    /** Tickets of an order on average, and the mean of their square. */
    static final double ORDER_SIZE = moment(1);

    static final double ORDER_SIZE_SQUARED = moment(2);

    /** Standard deviation of the logarithm of the daily noise. */
    static final double NOISE = 0.25;

    private static final int SHIFT_DAY = DAYS / 2;

    /** A market where so many seats are wanted at the base price for each there is. */
    static Market of(int seats, double load, Willingness willingness) {
        return new Market(seats, load * seats / ORDER_SIZE, willingness, Shape.USUAL, 1);
    }

    Market with(Shape other) {
        return new Market(seats, orders, willingness, other, shift);
    }

    Market shifted(double factor) {
        return new Market(seats, orders, willingness, shape, factor);
    }

    static double probability(int tickets) {
        return SIZES[tickets - 1];
    }

    static int largestOrder() {
        return SIZES.length;
    }

    /** Orders to be expected within an hour of the sale at a multiple of the base price. */
    double orders(int hour, double multiple) {
        return baseOrders(hour) * willingness.at(multiple, passed(hour));
    }

    /** Orders to be expected within an hour of the sale at the base price. */
    double baseOrders(int hour) {
        double factor = hour / 24 >= SHIFT_DAY ? shift : 1;
        return orders * factor * shape.perDay((hour + 0.5) / 24, DAYS) / 24;
    }

    /** Share of the sale that is over, as far as it matters to willingness to pay; the same for all hours of a day. */
    static double passed(int hour) {
        int day = hour / 24;
        return (day + 0.5) / DAYS;
    }

    /** Orders to be expected from an hour to the end. */
    double ordersFrom(int hour, double multiple) {
        double sum = 0;
        for (int each = hour; each < HOURS; each++) {
            sum += orders(each, multiple);
        }
        return sum;
    }

    private static double moment(int power) {
        double sum = 0;
        for (int tickets = 1; tickets <= SIZES.length; tickets++) {
            sum += SIZES[tickets - 1] * Math.pow(tickets, power);
        }
        return sum;
    }
}
