package io.evently;

import io.evently.booking.service.BookingVerticle;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.InvariantChecker.HoldLimit;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.MigratedDatabases;
import io.evently.testing.TestServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A whole node in this JVM, as the program would start it: demo profile, free ports of the loopback interface, databases
 * and a cluster of its own. More nodes may join it.
 */
public final class RunningNode implements AutoCloseable {
    /** What signs the tokens, so that a test can forge some. */
    public static final String JWT_SECRET = "a-secret-of-the-tests-that-is-long-enough";

    private static final int CLUSTER_PORTS = 3;
    private static final long PATIENCE_S = 120;

    private final Map<String, String> environment;
    private final ServerConfig config;
    private final Node node;
    private final NodeClient client;
    private boolean stopped;

    private RunningNode(Map<String, String> environment, List<Function<Foundation, Wing>> further) {
        this.environment = Map.copyOf(environment);
        this.config = ConfigLoader.load(this.environment);
        MigratedDatabases.prepare(config.storage());
        NodeMetrics metrics = new NodeMetrics();
        this.node = await(Node.join(config, metrics)
                .compose(cluster -> Node.start(config, cluster, metrics, BookingVerticle::new, further)));
        this.client = new NodeClient(config.http().port());
    }

    /**
     * Starts the first node of a cluster of its own.
     *
     * @param variables names and values of environment variables in turn, over those of {@link #environment()}
     */
    public static RunningNode start(String... variables) {
        return new RunningNode(with(freshEnvironment(), variables), List.of());
    }

    /** Starts the first node of a cluster of its own, with one more capability. */
    static RunningNode startWith(Function<Foundation, Wing> capability) {
        return new RunningNode(freshEnvironment(), List.of(capability));
    }

    /** Starts another node that shares cluster and databases with this one. */
    public RunningNode another(String... variables) {
        Map<String, String> shared = new HashMap<>(environment);
        shared.put("PORT", Integer.toString(TestServices.freePort()));
        return new RunningNode(with(shared, variables), List.of());
    }

    /** The environment of a node that has databases, a cluster name and ports of its own. */
    public static Map<String, String> freshEnvironment() {
        Map<String, String> fresh = new HashMap<>();
        fresh.put("PORT", Integer.toString(TestServices.freePort()));
        fresh.put("EVENTLY_PROFILE", "demo");
        fresh.put("DATABASE_URL", TestServices.freshDatabaseUrl());
        fresh.put("REDIS_URL", TestServices.redisUrl());
        fresh.put("JWT_SECRET", JWT_SECRET);
        fresh.put("EVENTLY_HTTP_HOST", "127.0.0.1");
        fresh.put("EVENTLY_HTTP_INSTANCES", "1");
        fresh.put("EVENTLY_CLUSTER_NAME", "test-" + UUID.randomUUID());
        fresh.put("EVENTLY_CLUSTER_PORT", Integer.toString(TestServices.freePorts(CLUSTER_PORTS)));
        fresh.put("EVENTLY_CLUSTER_PORT_COUNT", Integer.toString(CLUSTER_PORTS));
        // What the tests ask comes from one address, in haste, on machines that are slow at times.
        fresh.put("EVENTLY_RATE_LIMITS_ENABLED", "false");
        fresh.put("EVENTLY_RATE_LIMITS_OVERLOAD_ENABLED", "false");
        // The cheapest hash that is allowed, and room for many who sign in at once from one address.
        fresh.put("EVENTLY_ACCOUNT_HASH_MEMORY_KIB", "7168");
        fresh.put("EVENTLY_ACCOUNT_HASH_ITERATIONS", "1");
        fresh.put("EVENTLY_ACCOUNT_HASH_QUEUE", "10000");
        fresh.put("EVENTLY_ACCOUNT_HASH_QUEUE_PER_ADDRESS", "10000");
        fresh.put("EVENTLY_ACCOUNT_LOGIN_PER_ADDRESS", "100000");
        fresh.put("EVENTLY_ACCOUNT_SIGN_UPS_PER_ADDRESS", "100000");
        return fresh;
    }

    public NodeClient client() {
        return client;
    }

    public int port() {
        return config.http().port();
    }

    /** What this node was started with. */
    public Map<String, String> environment() {
        return environment;
    }

    ServerConfig config() {
        return config;
    }

    Node node() {
        return node;
    }

    /** What the databases of this node say against the invariants; empty when all is well. */
    public List<Violation> violations() {
        Vertx vertx = Vertx.vertx();
        Databases databases = Databases.open(vertx, config.storage());
        try {
            return await(new InvariantChecker(
                            databases.shards(), new HoldLimit(config.booking().maxHeldSeats(), Clock.systemUTC()))
                    .check());
        } finally {
            await(databases.close().eventually(vertx::close));
        }
    }

    /** How many transactions have ended in the databases of this node, by the server's own count, which is a few seconds late. */
    long transactions() {
        String name = URI.create(environment.get("DATABASE_URL")).getPath().substring(1);
        Vertx vertx = Vertx.vertx();
        Databases databases = Databases.open(vertx, config.storage());
        try {
            return await(databases
                    .accounts()
                    .preparedQuery("""
                            SELECT sum(xact_commit + xact_rollback)::bigint AS ended FROM pg_stat_database
                             WHERE starts_with(datname, $1)
                            """)
                    .execute(Tuple.of(name))
                    .map(rows -> rows.iterator().next().getLong("ended")));
        } finally {
            await(databases.close().eventually(vertx::close));
        }
    }

    /** Stops it as SIGTERM would; {@link #close} then has nothing left to do. */
    public Future<Void> stop() {
        stopped = true;
        return node.stop();
    }

    @Override
    public void close() {
        if (!stopped) {
            await(stop());
        }
    }

    private static Map<String, String> with(Map<String, String> environment, String... variables) {
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return environment;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done within " + PATIENCE_S + " s", e);
        }
    }
}
