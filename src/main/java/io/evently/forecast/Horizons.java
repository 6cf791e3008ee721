package io.evently.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Distances at which forecasts are kept, to be compared with what came. */
public final class Horizons {
    /** Days before the start. */
    public static final List<Integer> DAYS = List.of(1, 3, 7, 14, 28);

    /** The one whose accuracy is stated first. */
    public static final int STATED = 7;

    /** A forecast made later than this after the event came within a horizon is not one of that horizon. */
    private static final Duration LATEST = Duration.ofHours(6);

    private Horizons() {}

    /** The horizon that an event has just come within; none while it is between two, as when it is put on sale there. */
    public static OptionalInt reached(Instant now, Instant startsAt) {
        Duration left = Duration.between(now, startsAt);
        return DAYS.stream()
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0
                        && left.plus(LATEST).compareTo(Duration.ofDays(days)) > 0)
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
