package io.evently.bench.node;

import io.evently.embedded.EmbeddedConfig;
import io.evently.embedded.EmbeddedServices;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL and Redis for all nodes: given ones, or own ones in a directory that only the benchmark uses. Every
 * contender books in databases of its own, which are dropped afterwards.
 */
public final class Servers implements AutoCloseable {
    private static final String PREFIX = "bench";
    // What conf/evently.yaml has for cluster.portCount.
    private static final int CLUSTER_PORTS = 8;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final URI database;
    private final @Nullable String redisUrl;
    private final @Nullable EmbeddedServices embedded;
    private final ServerRepository repository;

    private Servers(URI database, @Nullable String redisUrl, @Nullable EmbeddedServices embedded) {
        this.database = database;
        this.redisUrl = redisUrl;
        this.embedded = embedded;
        this.repository = new ServerRepository(database);
    }

    /**
     * Uses servers that run.
     *
     * @param databaseUrl {@code postgres://user:password@host:port/any}, whose user may make and drop databases
     */
    public static Servers given(String databaseUrl, @Nullable String redisUrl) {
        return new Servers(URI.create(databaseUrl), redisUrl, null);
    }

    /** Starts both in a directory, with {@code fsync} and {@code synchronous_commit} on. */
    public static Servers start(Path directory) {
        EmbeddedServices embedded = EmbeddedServices.start(new EmbeddedConfig(directory, 0, 0));
        Runtime.getRuntime().addShutdownHook(new Thread(embedded::stop, "end-servers"));
        Servers servers = new Servers(
                URI.create(embedded.databaseUrl()), embedded.redisUrl().orElse(null), embedded);
        // What a benchmark left behind that was broken off.
        servers.repository.drop(PREFIX);
        return servers;
    }

    /** A URL whose databases nobody has made yet. */
    public String freshDatabaseUrl() {
        String name = PREFIX
                + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)
                + '_'
                + DATABASES.incrementAndGet();
        String query = database.getRawQuery() == null ? "" : '?' + database.getRawQuery();
        return "postgres://" + database.getRawAuthority() + '/' + name + query;
    }

    /** Drops the databases of such a URL, used or not. */
    public void drop(String databaseUrl) {
        repository.drop(URI.create(databaseUrl).getPath().substring(1) + '_');
    }

    /** What a node needs to know to use these servers; the nodes of one map are one cluster. */
    public Map<String, String> environment(String databaseUrl) {
        int clusterPort = FreePorts.inARow(CLUSTER_PORTS);
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL",
                databaseUrl,
                "EVENTLY_PROFILE",
                "demo",
                "EVENTLY_CLUSTER_NAME",
                "bench-" + clusterPort,
                "EVENTLY_CLUSTER_PORT",
                Integer.toString(clusterPort)));
        if (redisUrl != null) {
            environment.put("REDIS_URL", redisUrl);
        }
        return environment;
    }

    /** The settings that decide whether a figure is worth anything, as the server says them itself. */
    public Map<String, String> settings() {
        return repository.settings();
    }

    /** The process number of PostgreSQL when it runs on this machine. */
    public Optional<Long> postmaster() {
        return repository
                .aboutBackend(Proc::parent)
                .filter(parent -> Proc.program(parent).equals("postgres"));
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.stop();
        }
    }
}
