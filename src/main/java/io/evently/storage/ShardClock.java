package io.evently.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a shard's database, by which holds and offers end, so that all nodes agree on it whatever their own clocks say.
 * It is this node's time, put right by what its clock differs from the database's when they were last compared. Clocks that
 * agree within {@link #AGREED} are left alone. Safe to read from any thread.
 */
public final class ShardClock extends Clock {
    private static final Logger log = LoggerFactory.getLogger(ShardClock.class);

    /** How often clocks should be compared. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Duration AGREED = Duration.ofMillis(100);
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(1);

    private final Shard shard;
    private final Clock base;
    private final InstantSource machine;
    private volatile Duration behind = Duration.ZERO;
    private boolean warned;

    /** A clock that has yet to be compared. */
    public ShardClock(Shard shard, Clock base) {
        this(shard, base, InstantSource.system());
    }

    /** @param machine what the clock of this machine says, which is compared with the database's */
    public ShardClock(Shard shard, Clock base, InstantSource machine) {
        this.shard = shard;
        this.base = base;
        this.machine = machine;
    }

    /** Shows how far this machine's clock is ahead of the database's, in seconds. */
    public ShardClock measuredBy(MeterRegistry registry) {
        Gauge.builder("evently.clock.ahead", this, clock -> -clock.behind.toMillis() / 1e3)
                .description("Seconds by which the clock of this machine is ahead of the database's")
                .tag("shard", Integer.toString(shard.number()))
                .register(registry);
        return this;
    }

    /**
     * Asks the database for its time. The answer is right to half of the time that it took; one that took so long that it
     * says nothing is a failure.
     */
    public Future<Void> compare() {
        Instant asked = machine.instant();
        return shard.pool()
                .query("SELECT clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .compose(there -> compared(asked, there, machine.instant()));
    }

    private Future<Void> compared(Instant asked, Instant there, Instant answered) {
        Duration way = Duration.between(asked, answered).dividedBy(2);
        if (way.compareTo(WORTH_A_WARNING) > 0) {
            return Future.failedFuture(new TimeoutException("The database took too long to say its time"));
        }
        Duration difference = Duration.between(asked.plus(way), there);
        Duration size = difference.abs();
        behind = size.compareTo(AGREED.plus(way)) > 0 ? difference : Duration.ZERO;
        boolean worth = size.compareTo(WORTH_A_WARNING) > 0;
        if (worth && !warned) {
            log.warn(
                    "The clock of this machine is {} s {} that of the database of shard {}; holds and offers go by the latter",
                    size.toMillis() / 1e3,
                    difference.isNegative() ? "ahead of" : "behind",
                    shard.number());
        }
        warned = worth;
        return Future.succeededFuture();
    }

    @Override
    public Instant instant() {
        return base.instant().plus(behind);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The time of a database has no zone of its own");
    }
}
