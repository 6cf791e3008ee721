package io.evently.catalog;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How the catalogue is kept up.
 *
 * @param completionInterval pause between two looks for events whose date has passed
 * @param completionBatch events completed in one statement, per shard
 * @param popularityInterval pause between two scorings of popularity
 * @param viewInterval pause between two writings of the views counted in memory
 * @param viewedEvents events whose views are counted in memory between two writings; views of more are not counted
 * @param counterRetention how long hourly counters are kept, at least 25 hours
 * @param pruneInterval pause between two prunings of hourly counters
 * @param pruneBatch hourly counters deleted in one statement, per shard
 */
public record CatalogConfig(
        Duration completionInterval,
        int completionBatch,
        Duration popularityInterval,
        Duration viewInterval,
        int viewedEvents,
        Duration counterRetention,
        Duration pruneInterval,
        int pruneBatch) {

    private static final Duration WINDOW = Duration.ofHours(25);

    public CatalogConfig {
        positive("catalog.completionInterval", completionInterval);
        positive("catalog.completionBatch", completionBatch);
        positive("catalog.popularityInterval", popularityInterval);
        positive("catalog.viewInterval", viewInterval);
        positive("catalog.viewedEvents", viewedEvents);
        positive("catalog.counterRetention", counterRetention);
        positive("catalog.pruneInterval", pruneInterval);
        positive("catalog.pruneBatch", pruneBatch);
        if (counterRetention.compareTo(WINDOW) < 0) {
            throw new IllegalArgumentException("catalog.counterRetention must be >= " + WINDOW
                    + ", the window of the popularity score, was " + counterRetention);
        }
    }

    private static void positive(String key, Duration value) {
        requireNonNull(value, key);
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(key + " must be >= 1 ms, was " + value);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be >= 1, was " + value);
        }
    }
}
