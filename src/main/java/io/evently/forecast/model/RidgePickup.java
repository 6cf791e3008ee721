package io.evently.forecast.model;

/**
 * A ridge regression of what is still to come on what is known: the higher the penalty, the nearer to the average pickup.
 * Ridge regression: Hoerl and Kennard, Technometrics 12 (1970).
 */
record RidgePickup(PickupHistory history, PickupRows rows, double penalty, int fewest) implements PickupModel {
    @Override
    public double pickup(int known, Situation situation) {
        WeightedMoments moments = rows.moments(known);
        return moments == null
                ? history.averagePickup(known, known)
                : moments.predict(rows.row(known, situation), penalty);
    }
}
