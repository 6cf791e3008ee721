package io.evently.forecast.model;

/** A way to say what is still to come. */
interface PickupModel {
    /** Events it needs at least. */
    int fewest();

    /**
     * Bookings still to come, net of cancellations, so possibly below zero.
     *
     * @param known it may look at the first so many events of its history, {@code >= fewest()}
     */
    double pickup(int known, Situation situation);
}
