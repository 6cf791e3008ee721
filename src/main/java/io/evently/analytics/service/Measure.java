package io.evently.analytics.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a node measures of itself. Its code is what the table says. */
enum Measure {
    /** Answered requests, but for those that watch the service: health and metrics. */
    REQUESTS,
    /** Of these, those with a status of 500 or more. */
    FAILURES,
    /** Bookings and holds that were made. */
    BOOKED,
    /** Requests for them that ended with a status of 500 or more. */
    BOOKING_FAILED,
    /** Lists of events. */
    LISTED,
    /** Single events. */
    VIEWED,
    /** What caches had. */
    CACHE_HIT,
    /** What caches did not have. */
    CACHE_MISS;

    /** As the table says it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Measure> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findAny();
    }
}
