package io.evently.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis of a data directory: memory only, since nothing in it is the truth. Like PostgreSQL it outlives a killed
 * process and is taken over by the next. Only in this node's turn.
 */
final class RedisServer {
    private static final Logger LOG = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int ATTEMPTS = 3;

    /** A running server. */
    record Running(int port, long pid) {}

    private final DataDirectory data;
    private final Binaries binaries;
    private final ServerAccount account;
    private final Password password;

    RedisServer(DataDirectory data, Binaries binaries, ServerAccount account, Password password) {
        this.data = data;
        this.binaries = binaries;
        this.account = account;
        this.password = password;
    }

    /** Makes sure that it runs and answers. */
    Running start(int configuredPort, ServicesFile previous) throws IOException, InterruptedException {
        if (previous.redisPort() != 0) {
            OptionalLong pid = RedisAnswer.processId(previous.redisPort(), password);
            if (pid.isPresent()) {
                LOG.info("Using the Redis that runs in {} (process {})", data.root(), pid.getAsLong());
                return new Running(previous.redisPort(), pid.getAsLong());
            }
            kill(previous.redisPid());
        }
        Path program = binaries.redis();
        ServerLog log = ServerLog.open(data, "redis.log", account);
        int preferred = previous.redisPort();
        for (int attempt = 1; ; attempt++) {
            int port = LoopbackPort.choose("embedded.redisPort", configuredPort, preferred);
            Command.Result begun = account.command(data, START_LIMIT, program.toString(), "-")
                    .withInput(configuration(port, log))
                    .run();
            OptionalLong pid = begun.succeeded() ? awaited(port) : OptionalLong.empty();
            if (pid.isPresent()) {
                LOG.info("Redis started in {} on port {}", data.root(), port);
                return new Running(port, pid.getAsLong());
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("Redis does not start: " + begun.lastLine() + " (more in " + log.file() + ")");
            }
            preferred = 0;
        }
    }

    /** Whether its process lives. */
    boolean lives(Running running) {
        return OsProcess.find(running.pid()).isPresent();
    }

    void stop(Running running) throws IOException {
        try {
            RedisAnswer.shutdown(running.port(), password);
        } catch (IOException e) {
            LOG.debug("Redis did not end when asked", e);
        }
        kill(running.pid());
    }

    // Only a process of our own program: the number may belong to somebody else by now.
    private void kill(long pid) throws IOException {
        Path program = binaries.redis();
        OsProcess.find(pid)
                .filter(process -> process.runs(program))
                .flatMap(process -> ProcessHandle.of(process.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private OptionalLong awaited(int port) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        OptionalLong pid = RedisAnswer.processId(port, password);
        while (pid.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(PAUSE.toMillis());
            pid = RedisAnswer.processId(port, password);
        }
        return pid;
    }

    // Comes through standard input, so that the password stands in no file and no list of processes. "daemonize" gives
    // it a session of its own: neither Ctrl-C nor the end of this process reaches it. Without a password each local
    // user could make it write files under this user's name.
    private String configuration(int port, ServerLog log) {
        return """
                bind 127.0.0.1
                port %d
                daemonize yes
                requirepass %s
                save ""
                appendonly no
                maxmemory 256mb
                maxmemory-policy volatile-lru
                logfile "%s"
                """.formatted(
                        port,
                        password.secret(),
                        log.file().toString().replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
