package io.evently.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** Refusals of settings by their full key. None repeats a value that may be secret. */
final class Setting {

    private Setting() {}

    static String given(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing.");
        }
        return value;
    }

    static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be >= 1, was " + value);
        }
    }

    /** One attempt lasts between a millisecond and ten minutes. */
    static void timeout(String key, Duration value) {
        requireNonNull(value, key);
        if (value.toMillis() < 1 || value.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(key + " must be PT0.001S to PT10M, was " + value);
        }
    }
}
