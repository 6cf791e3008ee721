package io.evently.bench.forecast;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.List;

/** Forecasts that ours have to beat. */
enum Baseline {
    /** The average final count of the last four events of the weekday, whatever is on the books. */
    NAIVE {
        @Override
        double forecast(List<Curve> finished, Curve open, int daysBefore) {
            DayOfWeek weekday = weekday(open);
            double sum = 0;
            int counted = 0;
            for (int i = finished.size() - 1; i >= 0 && counted < LATEST_OF_WEEKDAY; i--) {
                if (weekday(finished.get(i)) == weekday) {
                    sum += finished.get(i).profile().now();
                    counted++;
                }
            }
            return counted == 0 ? ADDITIVE.forecast(finished, open, daysBefore) : sum / counted;
        }
    },
    /** What is on the books and the average pickup of the last 28 events. */
    ADDITIVE {
        @Override
        double forecast(List<Curve> finished, Curve open, int daysBefore) {
            List<Curve> latest = latest(finished);
            double pickup = latest.stream()
                    .mapToDouble(one -> one.profile().now() - one.profile().daysAgo(daysBefore))
                    .average()
                    .orElse(0);
            return Math.max(0, open.profile().daysAgo(daysBefore) + pickup);
        }
    },
    /** What is on the books, in proportion to the last 28 events. */
    MULTIPLICATIVE {
        @Override
        double forecast(List<Curve> finished, Curve open, int daysBefore) {
            List<Curve> latest = latest(finished);
            double books = latest.stream()
                    .mapToDouble(one -> one.profile().daysAgo(daysBefore))
                    .sum();
            double came =
                    latest.stream().mapToDouble(one -> one.profile().now()).sum();
            double onBooks = open.profile().daysAgo(daysBefore);
            return books > 0 ? onBooks * came / books : onBooks;
        }
    };

    private static final int LATEST = 28;
    private static final int LATEST_OF_WEEKDAY = 4;

    /** @param finished in the order of time */
    abstract double forecast(List<Curve> finished, Curve open, int daysBefore);

    static DayOfWeek weekday(Curve curve) {
        return curve.startsAt().atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    private static List<Curve> latest(List<Curve> finished) {
        return finished.subList(Math.max(0, finished.size() - LATEST), finished.size());
    }
}
