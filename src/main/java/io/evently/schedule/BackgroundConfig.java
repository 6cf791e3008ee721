package io.evently.schedule;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How work that can wait makes way for work that somebody waits for.
 *
 * @param floor how many pieces of it are at work at the same time, on average, however long people wait: more than 0, at most 1
 * @param delay queueing delay of event loops and connection pools up to which it may have more
 */
public record BackgroundConfig(double floor, Duration delay) {

    public BackgroundConfig {
        if (!(floor > 0 && floor <= 1)) {
            throw new IllegalArgumentException("background.floor must be > 0 and <= 1, was " + floor);
        }
        Range.positive("background.delay", delay);
    }
}
