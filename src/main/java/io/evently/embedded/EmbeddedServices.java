package io.evently.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL and Redis in a data directory. The first node starts them, further nodes with the same directory use them
 * too, the last one that stops ends them. When a node is killed they run on, for the others or for the next start. One that ends by
 * itself is started again.
 *
 * <p>All methods block, up to minutes while a database recovers: never call them on an event loop.
 */
public final class EmbeddedServices {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServices.class);

    private final DataDirectory data;
    private final NodeLocks locks;
    private final Password password;
    private final PostgresServer postgres;
    private final int postgresPort;
    private final RedisServer redis;
    private final ServerAccount account;
    private volatile RedisServer.@Nullable Running redisRunning;
    private final List<Revival> revivals = new ArrayList<>();
    private boolean stopped;

    private EmbeddedServices(
            DataDirectory data,
            NodeLocks locks,
            Password password,
            PostgresServer postgres,
            int postgresPort,
            RedisServer redis,
            RedisServer.@Nullable Running redisRunning,
            ServerAccount account) {
        this.data = data;
        this.locks = locks;
        this.password = password;
        this.postgres = postgres;
        this.postgresPort = postgresPort;
        this.redis = redis;
        this.redisRunning = redisRunning;
        this.account = account;
    }

    /**
     * Starts the servers or joins those that run; returns when PostgreSQL takes statements.
     *
     * @throws EmbeddedStartException with one sentence for the operator
     */
    public static EmbeddedServices start(EmbeddedConfig config) {
        try {
            DataDirectory data = DataDirectory.open(config.dataDirectory());
            NodeLocks locks = NodeLocks.open(data);
            try {
                locks.takeTurn();
                EmbeddedServices services = started(config, data, locks);
                locks.endTurn();
                services.keepAlive();
                return services;
            } catch (IOException | InterruptedException | RuntimeException e) {
                locks.close();
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new EmbeddedStartException(
                    "The data directory " + config.dataDirectory().toAbsolutePath() + " cannot be used by this user: "
                            + e.getFile() + " is not accessible; start the service as the directory's owner or choose"
                            + " another one with embedded.dataDirectory.",
                    e);
        } catch (FileSystemException e) {
            throw unusable(config, e.getFile() + ": " + (e.getReason() == null ? kind(e) : e.getReason()), e);
        } catch (IOException e) {
            throw unusable(config, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("Starting the embedded servers was interrupted.", e);
        }
    }

    /**
     * The {@link #databaseUrl} of the server that nodes run in a data directory, for a program that is none of them and
     * keeps nothing running; empty when there is none or this user may not know its password. Changes nothing.
     */
    public static Optional<String> runningDatabaseUrl(Path dataDirectory) {
        DataDirectory data = new DataDirectory(dataDirectory.toAbsolutePath());
        try {
            int port = ServicesFile.read(data).postgresPort();
            if (port == 0 || !Files.isReadable(data.password())) {
                return Optional.empty();
            }
            Password password = Password.of(data);
            return PostgresAnswer.from(port, password) == PostgresAnswer.READY
                    ? Optional.of(databaseUrl(password, port))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A URL of the server with the name from which the names of the databases are derived; holds the password. */
    public String databaseUrl() {
        return databaseUrl(password, postgresPort);
    }

    /** Holds the password; empty when Redis could not be started, which is no reason not to sell seats. */
    public Optional<String> redisUrl() {
        return Optional.ofNullable(redisRunning)
                .map(running -> "redis://:" + password.secret() + "@127.0.0.1:" + running.port());
    }

    /** Leaves the servers to the other nodes, or ends them when there is none. A second call does nothing. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        revivals.forEach(Revival::close);
        try (locks) {
            locks.takeTurn();
            locks.leave();
            if (locks.alone()) {
                end();
            }
            locks.endTurn();
        } catch (IOException e) {
            LOG.warn("The embedded servers in {} could not be stopped: {}", data.root(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String databaseUrl(Password password, int port) {
        return "postgres://" + PostgresAnswer.USER + ':' + password.secret() + "@127.0.0.1:" + port + "/evently";
    }

    // At the ports of now, which is where all nodes look for them.
    private void keepAlive() {
        revivals.add(new Revival(locks, "The PostgreSQL in " + data.root(), new Revival.Patient() {
            @Override
            public boolean lives() throws IOException {
                return Postmaster.lives(data.cluster());
            }

            @Override
            public void revive() throws IOException, InterruptedException {
                int port = postgres.start(postgresPort, postgresPort);
                assert port == postgresPort;
            }
        }));
        if (redisRunning != null) {
            revivals.add(new Revival(locks, "The Redis in " + data.root(), new Revival.Patient() {
                @Override
                public boolean lives() {
                    RedisServer.Running running = redisRunning;
                    return running == null || redis.lives(running);
                }

                @Override
                public void revive() throws IOException, InterruptedException {
                    ServicesFile known = ServicesFile.read(data);
                    RedisServer.Running again = redis.start(known.redisPort(), known);
                    redisRunning = again;
                    new ServicesFile(known.postgresPort(), again.port(), again.pid(), known.numberSpace()).write(data);
                    shareWithOwner(data, account);
                }
            }));
        }
    }

    private void end() throws IOException, InterruptedException {
        RedisServer.Running running = redisRunning;
        if (running != null) {
            redis.stop(running);
        }
        postgres.stop();
        Files.deleteIfExists(data.services());
        LOG.info("The embedded servers in {} have stopped", data.root());
    }

    private static EmbeddedServices started(EmbeddedConfig config, DataDirectory data, NodeLocks locks)
            throws IOException, InterruptedException {
        ServicesFile previous = ServicesFile.read(data);
        refuseOtherNumberSpace(data, locks, previous);
        Binaries binaries = Binaries.of(data);
        Path home = binaries.postgres();
        ServerAccount account = ServerAccount.choose(data, PostgresServer.program(home));
        Password password = Password.of(data);
        keepToOwner(data);

        PostgresServer postgres = new PostgresServer(data, home, account, password);
        int postgresPort = postgres.start(config.postgresPort(), previous.postgresPort());
        try {
            RedisServer redis = new RedisServer(data, binaries, account, password);
            RedisServer.Running running = optional(redis, config.redisPort(), previous);
            new ServicesFile(
                            postgresPort,
                            running == null ? 0 : running.port(),
                            running == null ? 0 : running.pid(),
                            OsProcess.numberSpace())
                    .write(data);
            shareWithOwner(data, account);
            locks.join();
            return new EmbeddedServices(data, locks, password, postgres, postgresPort, redis, running, account);
        } catch (IOException | RuntimeException e) {
            if (locks.alone()) {
                postgres.stop();
            }
            throw e;
        }
    }

    private static RedisServer.@Nullable Running optional(RedisServer redis, int configuredPort, ServicesFile previous)
            throws InterruptedException {
        try {
            return redis.start(configuredPort, previous);
        } catch (IOException | EmbeddedStartException e) {
            LOG.warn("Going on without Redis: {}", e.getMessage());
            return null;
        }
    }

    // From here its PostgreSQL looks dead, and a second one on the same files would destroy them.
    private static void refuseOtherNumberSpace(DataDirectory data, NodeLocks locks, ServicesFile previous)
            throws IOException {
        boolean elsewhere =
                !previous.numberSpace().isEmpty() && !previous.numberSpace().equals(OsProcess.numberSpace());
        if (elsewhere && !locks.alone()) {
            throw new EmbeddedStartException("The data directory " + data.root()
                    + " is in use by a node on another machine or in another container: choose another one with"
                    + " embedded.dataDirectory, or give all nodes the same DATABASE_URL and REDIS_URL.");
        }
    }

    // Once it was handed to the servers' user, who is told it and need not read it.
    private static void keepToOwner(DataDirectory data) throws IOException {
        int owner = FileTree.owner(data.root());
        if (OsProcess.isRoot() && FileTree.owner(data.password()) != owner) {
            FileTree.give(data.password(), owner, FileTree.group(data.root()));
        }
    }

    // Root that works in somebody's directory leaves nothing there that its owner could not use.
    private static void shareWithOwner(DataDirectory data, ServerAccount account) throws IOException {
        if (FileTree.owner(data.root()) != account.uid()) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> listing = Files.list(data.root())) {
            entries = listing.toList();
        }
        for (Path entry : entries) {
            account.take(entry);
        }
    }

    private static EmbeddedStartException unusable(EmbeddedConfig config, String reason, IOException cause) {
        return new EmbeddedStartException(
                "The data directory " + config.dataDirectory().toAbsolutePath() + " cannot be used (" + reason
                        + "): choose another one with embedded.dataDirectory.",
                cause);
    }

    private static String kind(FileSystemException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
