package io.evently.analytics;

import io.evently.cache.CacheConfig;
import io.evently.cache.DistinctCounts;
import io.evently.cache.RedisConnection;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** Counts nobody, for lack of Redis. */
public final class NoVisitors {
    private NoVisitors() {}

    public static Visitors on(Vertx vertx) {
        CacheConfig none = new CacheConfig(null, null, Duration.ofSeconds(1));
        return new Visitors(new DistinctCounts(new RedisConnection(vertx, none)), Clock.systemUTC(), new Random(1), 1);
    }
}
