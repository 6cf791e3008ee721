package io.evently.analytics;

import io.evently.cache.CacheConfig;
import io.evently.cache.DistinctCounts;
import io.evently.cache.RedisConnection;
import io.evently.testing.MutableClock;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Visitors")
class VisitorsIT {
    private static final int MOST = 10_000;

    private final Vertx vertx = Vertx.vertx();
    // A day of its own for each run: all tests share one Redis.
    private final MutableClock clock = new MutableClock(
            Instant.parse("2040-01-01T10:00:00Z").plus(Duration.ofDays(new Random().nextInt(100_000))));

    private final RedisConnection redis =
            new RedisConnection(vertx, new CacheConfig(TestServices.redisUrl(), null, Duration.ofSeconds(20)));
    private final Visitors here = visitors(redis);
    private final Visitors there = visitors(redis);

    @AfterEach
    void close() {
        await(redis.close().eventually(vertx::close));
    }

    @Test
    @DisplayName("are counted once a day over all nodes, however often they come")
    void distinct() {
        start();
        UUID user = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            here.seen(VisitorStage.DETAIL, user, "192.0.2.1", "Browser");
            there.seen(VisitorStage.DETAIL, user, "192.0.2.2", "Other browser");
            there.seen(VisitorStage.DETAIL, null, "192.0.2.1", "Browser");
            here.seen(VisitorStage.DETAIL, null, "192.0.2.1", "Other browser");
            here.seen(VisitorStage.LIST, null, "192.0.2.1", null);
        }
        await(here.write());
        await(there.write());

        LocalDate day = today();
        assertThat(await(here.count(VisitorStage.DETAIL, day, day))).isEqualTo(3);
        assertThat(await(there.count(VisitorStage.LIST, day, day))).isEqualTo(1);
        assertThat(await(there.count(VisitorStage.BOOKING, day, day))).isZero();
        assertThat(await(there.activeUsers())).isEqualTo(1);
    }

    @Test
    @DisplayName("are counted anew each day, and active users over 24 hours")
    void days() {
        start();
        UUID user = UUID.randomUUID();
        here.seen(VisitorStage.LIST, user, "192.0.2.1", null);
        await(here.write());
        clock.advance(Duration.ofHours(20));
        await(here.write());
        here.seen(VisitorStage.LIST, user, "192.0.2.1", null);
        await(here.write());

        LocalDate day = today();
        assertThat(await(here.count(VisitorStage.LIST, day.minusDays(1), day))).isEqualTo(2);
        assertThat(await(here.activeUsers())).isEqualTo(1);
        clock.advance(Duration.ofHours(30));
        assertThat(await(here.activeUsers())).isZero();
    }

    @Test
    @DisplayName("are counted by nobody without Redis, which hinders nobody")
    void away() {
        Visitors alone = visitors(new RedisConnection(vertx, new CacheConfig(null, null, Duration.ofSeconds(1))));
        assertThat(settled(alone.write()).failed()).isTrue();
        alone.seen(VisitorStage.LIST, UUID.randomUUID(), "192.0.2.1", null);
        assertThat(settled(alone.activeUsers()).failed()).isTrue();
    }

    private void start() {
        await(here.write());
        await(there.write());
    }

    private LocalDate today() {
        return clock.instant().atOffset(UTC).toLocalDate();
    }

    private Visitors visitors(RedisConnection connection) {
        return new Visitors(new DistinctCounts(connection), clock, new Random(), MOST);
    }

    private static <T> Future<T> settled(Future<T> future) {
        try {
            future.otherwiseEmpty().await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
        return future;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
