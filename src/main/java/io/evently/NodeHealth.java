package io.evently;

import io.evently.api.HealthChecks;
import io.evently.cache.RedisConnection;
import io.evently.cluster.Cluster;
import io.evently.ratelimit.RateLimits;
import io.evently.storage.Databases;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What this node knows of itself and of what it stands on. Used on any thread. */
final class NodeHealth implements HealthChecks {
    private static final long BOUND_MS = 1_000;

    private final Cluster cluster;
    private final Databases databases;
    private final RedisConnection redis;
    private final Optional<DataDisk> disk;
    private final RateLimits limits;
    private final String nodeId = UUID.randomUUID().toString();
    private volatile boolean accepting;

    /** @param disk where embedded servers keep their data, if there are any */
    NodeHealth(
            Cluster cluster, Databases databases, RedisConnection redis, Optional<DataDisk> disk, RateLimits limits) {
        this.cluster = cluster;
        this.databases = databases;
        this.redis = redis;
        this.disk = disk;
        this.limits = limits;
    }

    void ready() {
        accepting = true;
    }

    void drain() {
        accepting = false;
    }

    @Override
    public List<Future<?>> databases() {
        List<Future<?>> answers = new ArrayList<>();
        answers.add(databases.accountsAnswer().timeout(BOUND_MS, TimeUnit.MILLISECONDS));
        for (Shard shard : databases.shards().all()) {
            answers.add(shard.answers().timeout(BOUND_MS, TimeUnit.MILLISECONDS));
        }
        return answers;
    }

    @Override
    public Future<?> redis() {
        return redis.ping();
    }

    @Override
    public Optional<Boolean> diskNearlyFull() {
        return disk.map(DataDisk::nearlyFull);
    }

    @Override
    public Limits limits() {
        if (!limits.enabled()) {
            return Limits.OFF;
        }
        return limits.shared() ? Limits.SHARED : Limits.LOCAL;
    }

    @Override
    public boolean accepting() {
        return accepting && cluster.healthy();
    }

    @Override
    public String nodeId() {
        return nodeId;
    }

    @Override
    public int clusterMembers() {
        return cluster.memberCount();
    }
}
