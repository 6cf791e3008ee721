package io.evently.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** This node's connections to Redis; a lost one is made anew with the next request. */
public final class RedisConnection {
    private final CacheConfig config;
    private final @Nullable Redis redis;

    /** Connects when first used. */
    public RedisConnection(Vertx vertx, CacheConfig config) {
        this.config = config;
        this.redis = config.url() == null ? null : Redis.createClient(vertx, options(config, "redis"));
    }

    /** Of a client of the server that is configured. */
    static RedisOptions options(CacheConfig config, String poolName) {
        return new RedisOptions()
                .setConnectionString(config.url())
                .setPoolName(poolName)
                .setNetClientOptions(transport(config));
    }

    private static NetClientOptions transport(CacheConfig config) {
        NetClientOptions transport = new NetClientOptions();
        if (config.tls()) {
            transport.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
            if (config.trustFile() != null) {
                transport.setTrustOptions(new PemTrustOptions().addCertPath(config.trustFile()));
            }
        }
        return transport;
    }

    /** Fails when there is no Redis, or when it does not answer in time. */
    public Future<Void> ping() {
        return send(Request.cmd(Command.PING)).mapEmpty();
    }

    /** Sends a command; fails when there is no Redis, when it does not answer in time, and when it refuses. */
    Future<@Nullable Response> send(Request command) {
        return redis == null
                ? Future.failedFuture(new IllegalStateException("no Redis is configured"))
                : redis.send(command).timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends commands one after the other on one connection; their answers stand in their order. Fails as {@link #send} does. */
    Future<List<@Nullable Response>> sendAll(List<Request> commands) {
        return redis == null
                ? Future.failedFuture(new IllegalStateException("no Redis is configured"))
                : redis.batch(commands).timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    public Future<Void> close() {
        return redis == null ? Future.succeededFuture() : redis.close();
    }
}
