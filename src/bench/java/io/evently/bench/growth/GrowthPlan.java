package io.evently.bench.growth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with what.
 *
 * @param bookings very many bookings, against {@link #FEW_BOOKINGS}
 * @param events many events, against {@link #FEW_EVENTS}
 * @param userBookings many bookings of one user, against {@link #FEW_BOOKINGS}
 * @param hotEvents many events that are booked at once, against one
 * @param hotRate bookings per second at which one and many hot events are compared; 0 for half of what one event can take
 * @param connections few, so that what is measured is the cost of a request and not the wait for others
 * @param hotConnections of the hot events
 * @param runs measured runs of each figure, 1 or more
 * @param time of a run
 * @param warmUp before the first run of a comparison
 * @param jvmFlags of the nodes
 * @param jar the service
 * @param directory for everything that is written
 * @param databaseUrl of a running PostgreSQL; null starts one
 * @param redisUrl of a running Redis; null starts one with PostgreSQL
 */
record GrowthPlan(
        List<Comparison> comparisons,
        long bookings,
        int events,
        int userBookings,
        int hotEvents,
        double hotRate,
        int connections,
        int hotConnections,
        int runs,
        Duration time,
        Duration warmUp,
        List<String> jvmFlags,
        Path jar,
        Path directory,
        @Nullable String databaseUrl,
        @Nullable String redisUrl,
        long seed) {
    static final int FEW_BOOKINGS = 10;
    static final int FEW_EVENTS = 100;

    private static final long MOST_BOOKINGS = 50_000_000;
    private static final int MOST_EVENTS = 1_000_000;

    GrowthPlan {
        comparisons = List.copyOf(comparisons);
        jvmFlags = List.copyOf(jvmFlags);
        require("--bookings", bookings, FEW_BOOKINGS, MOST_BOOKINGS);
        require("--events", events, FEW_EVENTS, MOST_EVENTS);
        require("--user-bookings", userBookings, FEW_BOOKINGS, MOST_EVENTS);
        require("--hot-events", hotEvents, 1, MOST_EVENTS);
        require("--connections", connections, 1, MOST_EVENTS);
        require("--hot-connections", hotConnections, 1, MOST_EVENTS);
        require("--runs", runs, 1, MOST_EVENTS);
        if (hotRate < 0) {
            throw new IllegalArgumentException("--hot-rate must be >= 0, was " + hotRate);
        }
    }

    private static void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be " + least + "-" + most + ", was " + value);
        }
    }
}
