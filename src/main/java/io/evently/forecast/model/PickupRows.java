package io.evently.forecast.model;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the regression on the pickup at one horizon: for each past event what was known when a forecast for it could
 * have been made. Mutable, for one thread.
 */
final class PickupRows {
    private static final int MOST_EVENTS = 365;

    /** Events after which one counts half. */
    private static final double HALF_LIFE = 120;

    private static final int LATEST = 7;
    private static final int LATEST_OF_WEEKDAY = 8;
    private static final int BEFORE_WEEKDAYS = 4;

    private final PickupHistory history;
    private final List<double[]> rows = new ArrayList<>();
    private int momentsKnown = -1;
    private @Nullable WeightedMoments moments;

    PickupRows(PickupHistory history) {
        this.history = history;
    }

    /** On the books, pace, average pickup of late and of the weekday, and the weekday. */
    double[] row(int known, Situation situation) {
        double[] row = new double[BEFORE_WEEKDAYS + DayOfWeek.values().length];
        row[0] = situation.books();
        row[1] = situation.pace();
        row[2] = history.averagePickup(known, LATEST);
        row[3] = history.averagePickup(known, LATEST_OF_WEEKDAY, situation.weekday());
        row[BEFORE_WEEKDAYS + situation.weekday().getValue() - 1] = 1;
        return row;
    }

    /** Of the first {@code known} events; none when no forecast could have been made for any. */
    @Nullable
    WeightedMoments moments(int known) {
        if (known != momentsKnown) {
            moments = computed(known);
            momentsKnown = known;
        }
        return moments;
    }

    private @Nullable WeightedMoments computed(int known) {
        List<double[]> used = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        for (int event = Math.max(0, known - MOST_EVENTS); event < known; event++) {
            if (history.get(event).known() > 0) {
                used.add(past(event));
                events.add(event);
            }
        }
        if (used.isEmpty()) {
            return null;
        }
        double[] targets = events.stream()
                .mapToDouble(event -> history.get(event).pickup())
                .toArray();
        double[] weights = events.stream()
                .mapToDouble(event -> Math.pow(0.5, (known - 1 - event) / HALF_LIFE))
                .toArray();
        return new WeightedMoments(used.toArray(double[][]::new), targets, weights);
    }

    private double[] past(int event) {
        while (rows.size() <= event) {
            PickupHistory.Past past = history.get(rows.size());
            rows.add(past.known() > 0 ? row(past.known(), past.situation()) : new double[0]);
        }
        return rows.get(event);
    }
}
