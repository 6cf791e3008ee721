package io.evently.forecast.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The finished events of a series in the order of their starts, with demand put in place of the count where seats ran
 * out. Mutable, for one thread.
 */
final class Series {
    /** So many of the latest events tell what comes after a sell-out, and how bookings spread over the days. */
    private static final int LATEST = 56;

    private final List<Demand> events = new ArrayList<>();

    int size() {
        return events.size();
    }

    Demand get(int index) {
        return events.get(index);
    }

    /** Takes in an event that starts no earlier than those before it. */
    void add(FinishedEvent event) {
        if (!events.isEmpty()
                && event.startsAt().isBefore(events.get(size() - 1).startsAt())) {
            throw new IllegalArgumentException("Events come in the order of their starts, "
                    + events.get(size() - 1).startsAt() + " was before " + event.startsAt());
        }
        double booked = event.profile().now();
        events.add(new Demand(
                event,
                event.soldOutDaysBefore().isEmpty()
                        ? booked
                        : unconstrained(event, event.soldOutDaysBefore().getAsInt())));
    }

    // Day by day the average of those events that had seats left; at least what was booked.
    private double unconstrained(FinishedEvent event, int soldOutDaysBefore) {
        double demand = event.profile().daysAgo(soldOutDaysBefore);
        for (int day = soldOutDaysBefore; day > 0; day--) {
            demand += Math.max(0, pickupOfDay(day));
        }
        return Math.max(demand, event.profile().now());
    }

    private double pickupOfDay(int day) {
        double sum = 0;
        int open = 0;
        for (int i = size() - 1; i >= 0 && open < LATEST; i--) {
            if (events.get(i).openAt(day - 1)) {
                sum += events.get(i).onBooks(day - 1) - events.get(i).onBooks(day);
                open++;
            }
        }
        return open == 0 ? 0 : sum / open;
    }

    /**
     * Which share of what is still to come so many days before the start has come by a later day, by the latest events;
     * not a number when they had nothing to come.
     */
    double shareCome(double fromDays, double toDays) {
        double whole = 0;
        double part = 0;
        int counted = 0;
        for (int i = size() - 1; i >= 0 && counted < LATEST; i--) {
            Demand one = events.get(i);
            if (one.certain()) {
                double from = between(one, fromDays);
                whole += one.demand() - from;
                part += between(one, toDays) - from;
                counted++;
            }
        }
        return whole > 0 ? Math.max(0, Math.min(1, part / whole)) : Double.NaN;
    }

    private static double between(Demand event, double days) {
        int whole = (int) Math.floor(days);
        double fraction = days - whole;
        return (1 - fraction) * event.onBooks(whole) + fraction * event.onBooks(whole + 1);
    }
}
