package io.evently.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Refuses settings that make no sense, naming the key by its full name. What may be secret is checked by {@link #given} alone,
 * which does not repeat it.
 */
public final class Range {
    private Range() {}

    public static void positive(String key, int value) {
        atLeast(key, 1, value);
    }

    /** At least a millisecond, the shortest time that timers know. */
    public static void positive(String key, @Nullable Duration value) {
        if (requireNonNull(value, key).compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(key + " must be >= 1 ms, was " + value);
        }
    }

    public static void atLeast(String key, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(key + " must be >= " + least + ", was " + value);
        }
    }

    public static void atLeast(String key, Duration least, @Nullable Duration value) {
        if (requireNonNull(value, key).compareTo(least) < 0) {
            throw new IllegalArgumentException(key + " must be >= " + least + ", was " + value);
        }
    }

    /** At least a millisecond, and at most so long. */
    public static void atMost(String key, Duration most, @Nullable Duration value) {
        between(key, Duration.ofMillis(1), most, value);
    }

    public static void notNegative(String key, @Nullable Duration value) {
        if (requireNonNull(value, key).isNegative()) {
            throw new IllegalArgumentException(key + " must be >= 0, was " + value);
        }
    }

    /** Both ends are allowed. */
    public static void between(String key, int least, int most, int value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + "-" + most + ", was " + value);
        }
    }

    /** Both ends are allowed. */
    public static void between(String key, Duration least, Duration most, @Nullable Duration value) {
        if (requireNonNull(value, key).compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most + ", was " + value);
        }
    }

    /** The value, if there is one that is not blank. */
    public static String given(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing.");
        }
        return value;
    }
}
