package io.evently.forecast.model;

/**
 * As many come as came on average of late, however many are on the books. The standard of the field, in use since
 * L'Heureux (1986).
 */
record AdditivePickup(PickupHistory history, int latest, int fewest) implements PickupModel {
    @Override
    public double pickup(int known, Situation situation) {
        return history.averagePickup(known, latest);
    }
}
