package io.evently.catalog;

import io.evently.config.Range;
import java.time.Duration;

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
        Range.positive("catalog.completionInterval", completionInterval);
        Range.positive("catalog.completionBatch", completionBatch);
        Range.positive("catalog.popularityInterval", popularityInterval);
        Range.positive("catalog.viewInterval", viewInterval);
        Range.positive("catalog.viewedEvents", viewedEvents);
        Range.positive("catalog.counterRetention", counterRetention);
        Range.positive("catalog.pruneInterval", pruneInterval);
        Range.positive("catalog.pruneBatch", pruneBatch);
        if (counterRetention.compareTo(WINDOW) < 0) {
            throw new IllegalArgumentException("catalog.counterRetention must be >= " + WINDOW
                    + ", the window of the popularity score, was " + counterRetention);
        }
    }
}
