package io.evently.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of a data directory. It outlives this process when that is killed and is then taken over by the next
 * one. Only in this node's turn.
 */
final class PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(5);
    // Recovery replays at most max_wal_size; a slow disk may need its time for that, and giving up would gain nothing.
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(30);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 300;

    private static final long BYTES_PER_MB = 1L << 20;
    private static final long FEWEST_BUFFERS_MB = 128;
    private static final long MOST_BUFFERS_MB = 1_024;
    private static final int SHARE_OF_MEMORY = 8;

    // Durability as the promise to buyers demands it; sizes for a machine that also runs the service.
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "300"),
            Map.entry("shared_buffers", buffersMegabytes() + "MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("shared_preload_libraries", ""),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            // Statements and details carry what customers typed, which has no place in a log.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse")));

    private final DataDirectory data;
    private final Path programs;
    private final ServerAccount account;
    private final Password password;

    PostgresServer(DataDirectory data, Path home, ServerAccount account, Password password) {
        this.data = data;
        this.programs = home.resolve("bin");
        this.account = account;
        this.password = password;
    }

    static Path program(Path home) {
        return home.resolve("bin").resolve("postgres");
    }

    /** Makes sure that it runs and answers; returns its port. */
    int start(int configuredPort, int previousPort) throws IOException, InterruptedException {
        Optional<Postmaster> running = Postmaster.find(data.cluster());
        while (running.isPresent()) {
            if (adopted(running.get())) {
                return running.get().port();
            }
            // Looked for again, because what it left behind when it ended under our eyes must be made harmless too.
            running = Postmaster.find(data.cluster());
        }
        initialiseOnce();
        account.take(data.cluster());
        int port = launch(configuredPort, previousPort);
        if (PostgresAnswer.from(port, password) == PostgresAnswer.REFUSED) {
            stop();
            throw new EmbeddedStartException("The data directory " + data.root()
                    + " is damaged: its file 'password' does not open its databases.");
        }
        return port;
    }

    /** Ends it with everything written; connections that are still open are cut. */
    void stop() throws IOException, InterruptedException {
        if (Postmaster.find(data.cluster()).isEmpty()) {
            return;
        }
        Command.Result stopped = pgCtl(STOP_LIMIT, "stop", "-m", "fast");
        if (!stopped.succeeded() && Postmaster.find(data.cluster()).isPresent()) {
            throw new IOException("PostgreSQL does not stop: " + stopped.lastLine());
        }
    }

    // True when it answers, false when it ended meanwhile.
    private boolean adopted(Postmaster postmaster) throws InterruptedException {
        long begun = System.nanoTime();
        PostgresAnswer answer = PostgresAnswer.from(postmaster.port(), password);
        while (answer != PostgresAnswer.READY) {
            if (!postmaster.alive()) {
                return false;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            boolean tooLong = waited.compareTo(answer == PostgresAnswer.BUSY ? RECOVERY_LIMIT : SILENCE_LIMIT) > 0;
            if (tooLong || answer == PostgresAnswer.REFUSED) {
                throw new EmbeddedStartException("The data directory " + data.root()
                        + " is in use by another PostgreSQL (process " + postmaster.pid()
                        + "): stop that or choose another directory with embedded.dataDirectory.");
            }
            Thread.sleep(PAUSE.toMillis());
            answer = PostgresAnswer.from(postmaster.port(), password);
        }
        LOG.info("Using the PostgreSQL that runs in {} (process {})", data.root(), postmaster.pid());
        return true;
    }

    private void initialiseOnce() throws IOException, InterruptedException {
        if (Files.exists(data.cluster().resolve("PG_VERSION"))) {
            return;
        }
        if (Files.exists(data.cluster())) {
            throw new EmbeddedStartException("The data directory " + data.root() + " is damaged: " + data.cluster()
                    + " is there but holds no PostgreSQL data.");
        }
        // Under another name until it is whole, so that an interrupted first start is simply begun again.
        Path part = data.root().resolve("postgres.part");
        FileTree.delete(part);
        Files.createDirectory(part);
        account.take(part);
        // The password comes through a pipe of the servers' user, which need not be able to read the file.
        Command.Result made = account.command(
                        data,
                        INITIALISE_LIMIT,
                        "sh",
                        "-c",
                        "cat | exec \"$0\" \"$@\"",
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + part,
                        "--username=" + PostgresAnswer.USER,
                        "--auth=scram-sha-256",
                        "--pwfile=/dev/stdin",
                        "--encoding=UTF-8",
                        "--locale=C",
                        "--data-checksums")
                .withInput(password.secret())
                .run();
        if (!made.succeeded()) {
            throw new EmbeddedStartException(
                    "PostgreSQL cannot make its databases in " + data.root() + ": " + made.error());
        }
        Files.move(part, data.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private int launch(int configuredPort, int previousPort) throws IOException, InterruptedException {
        ServerLog log = ServerLog.open(data, "postgres.log", account);
        int preferred = previousPort;
        for (int attempt = 1; ; attempt++) {
            int port = LoopbackPort.choose("embedded.postgresPort", configuredPort, preferred);
            log.skip();
            Command.Result started =
                    pgCtl(RECOVERY_LIMIT, "start", "-l", log.file().toString(), "-o", options(port));
            if (started.succeeded()) {
                LOG.info("PostgreSQL started in {} on port {}", data.root(), port);
                return port;
            }
            String reason = log.reason(started.lastLine());
            // The processes of a killed postmaster take a moment to notice; somebody may be quicker with the port.
            boolean passing = reason.contains("pre-existing shared memory block")
                    || (configuredPort == 0 && reason.contains("TCP/IP socket"));
            if (!passing || attempt == ATTEMPTS) {
                throw new EmbeddedStartException("PostgreSQL does not start in " + data.root() + ": " + reason
                        + " (more in " + log.file() + ").");
            }
            preferred = reason.contains("TCP/IP socket") ? 0 : preferred;
            Thread.sleep(PAUSE.toMillis());
        }
    }

    // Small for a small machine; the indexes of an on-sale stay in memory on a larger one.
    private static long buffersMegabytes() {
        long memory = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        long share = memory / SHARE_OF_MEMORY / BYTES_PER_MB;
        return Math.max(FEWEST_BUFFERS_MB, Math.min(MOST_BUFFERS_MB, share));
    }

    // pg_ctl starts the server in a session of its own: neither Ctrl-C nor the end of this process reaches it.
    private Command.Result pgCtl(Duration limit, String action, String... arguments)
            throws IOException, InterruptedException {
        String[] words = new String[arguments.length + 7];
        words[0] = programs.resolve("pg_ctl").toString();
        words[1] = action;
        words[2] = "-D";
        words[3] = data.cluster().toString();
        words[4] = "-w";
        words[5] = "-t";
        words[6] = Long.toString(limit.toSeconds());
        System.arraycopy(arguments, 0, words, 7, arguments.length);
        return account.command(data, limit.plus(SILENCE_LIMIT), words).run();
    }

    private static String options(int port) {
        return SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + '=' + setting.getValue())
                .collect(Collectors.joining(" ", "-p " + port + ' ', ""));
    }
}
