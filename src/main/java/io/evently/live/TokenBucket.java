package io.evently.live;

import java.time.Clock;

/** So many messages at once, so many a second in the long run. Belongs to one event loop. */
final class TokenBucket {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final int capacity;
    private final double perMilli;
    private final Clock clock;
    private double level;
    private long filledAtMillis;

    public TokenBucket(int capacity, int perSecond, Clock clock) {
        this.capacity = capacity;
        this.perMilli = perSecond / MILLIS_PER_SECOND;
        this.clock = clock;
        this.level = capacity;
        this.filledAtMillis = clock.millis();
    }

    /** Takes one; false when there is none. */
    public boolean take() {
        long now = clock.millis();
        level = Math.min(capacity, level + Math.max(0, now - filledAtMillis) * perMilli);
        filledAtMillis = now;
        if (level < 1) {
            return false;
        }
        level--;
        return true;
    }
}
