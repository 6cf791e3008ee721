package io.evently.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562: 48 bits of milliseconds, then random bits) whose last byte is the number of the
 * shard that holds the row, so that routing is a pure function of the id. Safe to share between threads when the random
 * source is.
 */
public final class Ids {
    private static final long SHARD_MASK = 0xFF;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id on a shard, 0–255. */
    public UUID next(int shard) {
        if (shard < 0 || shard > SHARD_MASK) {
            throw new IllegalArgumentException("shard must be 0-255, was " + shard);
        }
        long low = VARIANT | (random.nextLong() >>> 2 & ~SHARD_MASK) | shard;
        return new UUID(high(), low);
    }

    /** A new id of a row that is on no shard, for example an account. */
    public UUID next() {
        return new UUID(high(), VARIANT | random.nextLong() >>> 2);
    }

    /** Not greater than any id made at this time or later, and greater than all that were made before. */
    public static UUID lowestAt(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }

    /** The shard named in an id, or nothing when it names none of {@code count} shards or is not of version 7. */
    public static OptionalInt shardOf(UUID id, int count) {
        int shard = (int) (id.getLeastSignificantBits() & SHARD_MASK);
        return id.version() == 7 && shard < count ? OptionalInt.of(shard) : OptionalInt.empty();
    }

    private long high() {
        return clock.millis() << 16 | 0x7000 | (random.nextLong() >>> 52);
    }
}
