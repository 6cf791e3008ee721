package io.evently.live;

import io.evently.testing.Timestamps;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A script of {@code src/test/js} in a process of its own, with whom a test exchanges JSON objects, one a line: commands
 * with the member {@code do}, news with the member {@code said}. Any thread may use it.
 */
public final class NodeJs implements AutoCloseable {
    // Longer than anything here takes on a machine that is busy with something else.
    private static final long PATIENCE_MS = 60_000;

    private final Process process;
    private final Path errors;
    private final Writer commands;
    private final List<JsonObject> unread = new ArrayList<>();
    private final Timestamps timestamps = new Timestamps();
    private boolean ended;

    private NodeJs(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "node-js");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a script and waits until it is ready.
     *
     * @param script its file name, such as {@code echo.js}
     */
    public static NodeJs run(String script) {
        NodeRuntime runtime = NodeRuntime.ready();
        try {
            Path errors = Files.createTempFile(script, ".err");
            Process process = new ProcessBuilder(
                            runtime.node(), runtime.scripts().resolve(script).toString())
                    .directory(runtime.scripts().toFile())
                    .redirectError(errors.toFile())
                    .start();
            NodeJs started = new NodeJs(process, errors);
            JsonObject ready = started.await("ready");
            assert ready != null;
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(script + " could not be started", e);
        }
    }

    /** Tells the script to do something. */
    public synchronized void tell(JsonObject command) {
        try {
            commands.write(command.encode());
            commands.write('\n');
            commands.flush();
        } catch (IOException e) {
            throw new AssertionError("The script is gone. " + errors(), e);
        }
    }

    /** Waits for the first line of that kind that nobody has waited for yet, and takes it. */
    public JsonObject await(String said) {
        return await(said, line -> true);
    }

    /** Like {@link #await(String)}, for a line that also passes the test. */
    public JsonObject await(String said, Predicate<JsonObject> which) {
        Predicate<JsonObject> wanted = line -> said.equals(line.getString("said")) && which.test(line);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        synchronized (unread) {
            while (true) {
                JsonObject found = unread.stream().filter(wanted).findFirst().orElse(null);
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                timestamps.assertOneFormat();
                if (found != null) {
                    unread.remove(found);
                    return found;
                }
                if (ended || leftMs <= 0) {
                    throw new AssertionError("No such '" + said + "' was said, but " + unread + ". " + errors());
                }
                pause(leftMs);
            }
        }
    }

    /** What was said and not yet awaited, oldest first. */
    public List<JsonObject> unread() {
        synchronized (unread) {
            return List.copyOf(unread);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void pause(long atMostMs) {
        try {
            unread.wait(atMostMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject news = new JsonObject(line);
                timestamps.scanPrinted(line);
                synchronized (unread) {
                    unread.add(news);
                    unread.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process is gone: whoever waits is told below.
        } finally {
            synchronized (unread) {
                ended = true;
                unread.notifyAll();
            }
        }
    }

    private String errors() {
        try {
            return "Its errors: " + Files.readString(errors);
        } catch (IOException e) {
            return "Its errors cannot be read: " + e;
        }
    }
}
