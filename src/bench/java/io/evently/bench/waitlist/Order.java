package io.evently.bench.waitlist;

/** A booking of the simulated event. Times are hours to the event. */
final class Order {
    private final int seats;
    private final double booked;
    private double ended;

    Order(int seats, double booked) {
        this.seats = seats;
        this.booked = booked;
    }

    void cancel(double hoursToEvent) {
        ended = hoursToEvent;
    }

    int seats() {
        return seats;
    }

    double booked() {
        return booked;
    }

    /** Hours to the event until which it could have been cancelled, seen at {@code hoursToEvent}. */
    double until(double hoursToEvent) {
        return Math.max(ended, hoursToEvent);
    }

    boolean cancelled() {
        return ended > 0;
    }

    double ended() {
        return ended;
    }
}
