package io.evently.analytics;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How figures are collected and told.
 *
 * @param streams realtime streams that a node has open at the same time; more are refused
 * @param sample pause between two samples of a realtime stream
 * @param visitors different visitors that a node remembers at each stage between two writings, five seconds apart; more are
 *     not counted
 */
public record AnalyticsConfig(int streams, Duration sample, int visitors) {
    private static final int MOST_STREAMS = 1_000;
    private static final int MOST_VISITORS = 1_000_000;
    private static final Duration SHORTEST_SAMPLE = Duration.ofMillis(200);
    private static final Duration LONGEST_SAMPLE = Duration.ofMinutes(1);

    public AnalyticsConfig {
        Range.between("analytics.streams", 1, MOST_STREAMS, streams);
        Range.between("analytics.sample", SHORTEST_SAMPLE, LONGEST_SAMPLE, sample);
        Range.between("analytics.visitors", 1, MOST_VISITORS, visitors);
    }
}
