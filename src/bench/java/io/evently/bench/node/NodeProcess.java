package io.evently.bench.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own. Ends with this process, whatever becomes of that but SIGKILL. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final long PROBE_PAUSE_MILLIS = 10;
    private static final int OK = 200;

    private final Process process;
    private final Thread end;
    private final int port;
    private final Path log;
    private final Duration startToReady;

    private NodeProcess(Process process, Thread end, int port, Path log, Duration startToReady) {
        this.process = process;
        this.end = end;
        this.port = port;
        this.log = log;
        this.startToReady = startToReady;
    }

    /**
     * Starts a node on a free port and waits until it says that it is ready.
     *
     * @param directory its working directory, made when missing; its log is kept there
     * @param services where its databases and its cluster are
     * @throws NodeException when it ends or is not ready in time
     */
    public static NodeProcess start(Launch launch, Map<String, String> services, Path directory) {
        int port = FreePorts.any();
        try {
            Files.createDirectories(directory);
            Path log = directory.resolve(launch.name() + '-' + port + ".log");
            ProcessBuilder builder = new ProcessBuilder(launch.command())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(NodeProcess::foreign);
            builder.environment().putAll(services);
            builder.environment().put("PORT", Integer.toString(port));
            builder.environment().put("EVENTLY_HTTP_HOST", "127.0.0.1");
            builder.environment().putAll(launch.environment());
            long begun = System.nanoTime();
            Process process = builder.start();
            Thread end = new Thread(process::destroyForcibly, "end-" + launch.name());
            Runtime.getRuntime().addShutdownHook(end);
            try {
                awaitReady(process, port, log);
            } catch (RuntimeException e) {
                kill(process, end);
                throw e;
            }
            return new NodeProcess(process, end, port, log, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new NodeException("No node can be started: " + e.getMessage() + '.', e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the first 200 of {@code /health/ready}. */
    public Duration startToReady() {
        return startToReady;
    }

    public Path log() {
        return log;
    }

    /** Stops it where it stands ({@code SIGSTOP}), until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on ({@code SIGCONT}). */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new NodeException("SIG" + name + " does not reach a node; see " + log + '.');
            }
        } catch (IOException e) {
            throw new NodeException("SIG" + name + " does not reach a node: " + e.getMessage() + '.', e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to stop and waits; kills it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                forget(end);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(process, end);
        throw new NodeException(
                "A node did not stop within " + STOP_LIMIT.toSeconds() + " s and was killed; see " + log + '.');
    }

    // A result must not hang on what happens to be set in somebody's shell.
    private static boolean foreign(String variable) {
        return variable.startsWith("EVENTLY_")
                || List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JWT_SECRET", "DATABASE_URL", "REDIS_URL")
                        .contains(variable);
    }

    private static void awaitReady(Process process, int port, Path log) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();
        HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .timeout(PROBE_LIMIT)
                .build();
        long begun = System.nanoTime();
        try {
            while (System.nanoTime() - begun < START_LIMIT.toNanos()) {
                if (!process.isAlive()) {
                    throw new NodeException("A node ended while it was starting; see " + log + '.');
                }
                if (ready(http, probe)) {
                    return;
                }
                Thread.sleep(PROBE_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NodeException("A node was not ready in time; see " + log + '.');
    }

    private static boolean ready(HttpClient http, HttpRequest probe) throws InterruptedException {
        try {
            return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static void kill(Process process, Thread end) {
        process.destroyForcibly();
        forget(end);
    }

    private static void forget(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // Shutting down already: the hook runs, and finds nobody or the one it is for.
            return;
        }
    }
}
