package io.evently.analytics;

import org.jspecify.annotations.Nullable;

/**
 * What the nodes of the cluster measured over some time, added up.
 *
 * @param requests that were answered
 * @param failures of these with a status of 500 or more
 * @param averageMillis from the arrival of a request to its answer; null when there was none
 * @param bookingSuccessRate bookings made among those made and those that failed with a status of 500 or more; null when there
 *     were none
 * @param cacheHitRatio answers of caches that were hits; null when no cache was asked
 */
public record ServiceFigures(
        long requests,
        long failures,
        @Nullable Double averageMillis,
        @Nullable Double bookingSuccessRate,
        @Nullable Double cacheHitRatio) {
    /** Of a time in which nothing was asked. */
    public static final ServiceFigures NONE = new ServiceFigures(0, 0, null, null, null);
}
