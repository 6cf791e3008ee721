package io.evently.storage;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** Instants as the database client knows them: {@code timestamptz} is an {@link OffsetDateTime} there. */
public final class Times {
    private Times() {}

    public static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(UTC);
    }

    /** As {@link #utc}; null stays null. */
    public static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : utc(instant);
    }

    /** Of a column that may be null, which stays null. */
    public static @Nullable Instant instantOrNull(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
