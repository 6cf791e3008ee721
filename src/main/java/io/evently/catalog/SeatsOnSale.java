package io.evently.catalog;

/** The seats of all events on sale. Free seats are those that anybody can book at once. */
public record SeatsOnSale(double sold, double held, double free) {
    /** Before they were counted. */
    public static final SeatsOnSale UNKNOWN = new SeatsOnSale(Double.NaN, Double.NaN, Double.NaN);

    SeatsOnSale plus(SeatsOnSale other) {
        return new SeatsOnSale(sold + other.sold, held + other.held, free + other.free);
    }
}
