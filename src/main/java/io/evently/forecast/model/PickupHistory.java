package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What finished events had on the books at one horizon, and what came after. The models look at the first so many of
 * them, those that were over when a forecast was made. Mutable, for one thread.
 */
final class PickupHistory {
    /**
     * A finished event as it stood at the horizon.
     *
     * @param situation what was known then
     * @param demand what it came to
     * @param known events of the history that were over at that moment
     */
    record Past(Instant startsAt, Situation situation, double demand, int known) {
        double pickup() {
            return demand - situation.books();
        }
    }

    private final List<Past> events = new ArrayList<>();

    int size() {
        return events.size();
    }

    Past get(int index) {
        return events.get(index);
    }

    /** Takes in the next event; the forecast for it could have been made at the moment given. */
    void add(Instant startsAt, Instant forecastAt, Situation situation, double demand) {
        events.add(new Past(startsAt, situation, demand, overBy(forecastAt)));
    }

    /** How many of the events had started by then. */
    int overBy(Instant moment) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).startsAt().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Average pickup of the latest of the first {@code known} events, {@code known >= 1}. */
    double averagePickup(int known, int latest) {
        int first = Math.max(0, known - latest);
        double sum = 0;
        for (int i = first; i < known; i++) {
            sum += events.get(i).pickup();
        }
        return sum / (known - first);
    }

    /** The same over events of a weekday only; of all the latest when there was none on that day. */
    double averagePickup(int known, int latest, DayOfWeek weekday) {
        double sum = 0;
        int counted = 0;
        for (int i = known - 1; i >= 0 && counted < latest; i--) {
            if (events.get(i).situation().weekday() == weekday) {
                sum += events.get(i).pickup();
                counted++;
            }
        }
        return counted == 0 ? averagePickup(known, latest) : sum / counted;
    }

    /** Average demand of the latest of the first {@code known} events, {@code known >= 1}. */
    double averageDemand(int known, int latest) {
        int first = Math.max(0, known - latest);
        double sum = 0;
        for (int i = first; i < known; i++) {
            sum += events.get(i).demand();
        }
        return sum / (known - first);
    }

    /** Share of the demand that was on the books at the horizon, over the latest of the first {@code known} events. */
    double shareOnBooks(int known, int latest) {
        double books = 0;
        double demand = 0;
        for (int i = Math.max(0, known - latest); i < known; i++) {
            books += events.get(i).situation().books();
            demand += events.get(i).demand();
        }
        return demand > 0 ? books / demand : 1;
    }
}
