package io.evently.bench.pricing;

/** Sets the price of one sale. */
interface Policy {
    /** The price within the hour that begins, with so many seats left; may differ from that of the hour before. */
    double priceAt(int hour, int seatsLeft);

    /** Somebody booked, or would have but found too few seats. */
    default void ordered(boolean served) {}

    /** The price never changes. */
    static Policy fixed(double price) {
        return (hour, seatsLeft) -> price;
    }
}
