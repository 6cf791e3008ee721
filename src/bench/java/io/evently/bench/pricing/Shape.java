package io.evently.bench.pricing;

/** How orders at the base price spread over the sale. Smooth, so that no booking curve in steps is exactly right. */
enum Shape {
    /** A rush at first, an even middle, more towards the end. */
    USUAL(0.08, 0.35),
    /** Few before the last weeks. */
    LATE(0.05, 0.75),
    /** Most in the first days. */
    EARLY(0.60, 0.05);

    private static final double FIRST_DAYS = 2;
    private static final double LAST_DAYS = 9;

    private final double atFirst;
    private final double atLast;

    Shape(double atFirst, double atLast) {
        this.atFirst = atFirst;
        this.atLast = atLast;
    }

    /** Orders per day, where all are 1. */
    double perDay(double day, double days) {
        double rush = Math.exp(-day / FIRST_DAYS) / (FIRST_DAYS * (1 - Math.exp(-days / FIRST_DAYS)));
        double end = Math.exp(-(days - day) / LAST_DAYS) / (LAST_DAYS * (1 - Math.exp(-days / LAST_DAYS)));
        return atFirst * rush + atLast * end + (1 - atFirst - atLast) / days;
    }
}
