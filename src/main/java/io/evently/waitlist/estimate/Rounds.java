package io.evently.waitlist.estimate;

import io.evently.waitlist.policy.OfferPolicy;

/**
 * To how many entries a seat is offered until one takes it or time is up: what a seat that comes back is worth to those
 * far behind. Few take what is offered late, so a late seat goes through many hands, but only through as many as there
 * are windows left.
 */
final class Rounds {
    /** Hours to the event between which seats that come back fare alike. */
    private static final double[] EDGES = {0, 1, 2, 3, 4, 5, 6, 9, 12, 18, 24, 36, 48, 72, 96, 168, 336};

    /** Fewer seats than this share go on to another entry: not worth counting. */
    private static final double NEGLIGIBLE = 1e-3;

    private final CancellationHazard hazard;
    private final Acceptance acceptance;
    private final OfferPolicy policy;

    Rounds(CancellationHazard hazard, Acceptance acceptance, OfferPolicy policy) {
        this.hazard = hazard;
        this.acceptance = acceptance;
        this.policy = policy;
    }

    /**
     * Seats that come back for each entry that is asked, 0-1: as if each took its seats with this probability, while the
     * hours to the event go from {@code toHours} down to {@code fromHours}.
     */
    double taken(double fromHours, double toHours) {
        double seats = 0;
        double asked = 0;
        for (int cell = 0; cell < EDGES.length && EDGES[cell] < toHours; cell++) {
            double start = Math.max(fromHours, EDGES[cell]);
            double end = cell == EDGES.length - 1 ? toHours : Math.min(toHours, EDGES[cell + 1]);
            double back = hazard.integral(start, end);
            if (back > 0) {
                seats += back;
                asked += back * offers((start + end) / 2, fromHours);
            }
        }
        return seats > 0 ? seats / asked : acceptance.at(toHours);
    }

    /** Of a seat that comes back so many hours before the event; at least one. */
    private double offers(double hoursToEvent, double untilHours) {
        double offers = 1;
        double left = 1 - acceptance.at(hoursToEvent);
        double hours = hoursToEvent - policy.openHours(hoursToEvent);
        while (left > NEGLIGIBLE && hours >= untilHours && policy.openHours(hours) > 0) {
            offers += left;
            left *= 1 - acceptance.at(hours);
            hours -= policy.openHours(hours);
        }
        return offers;
    }
}
