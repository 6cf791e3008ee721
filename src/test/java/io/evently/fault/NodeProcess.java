package io.evently.fault;

import io.evently.Main;
import io.evently.NodeClient;
import io.evently.testing.TestServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** A node in a process of its own, which can be killed. */
final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final NodeClient client;

    private NodeProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.client = new NodeClient(port);
    }

    /** Starts a node of the environment's cluster on a port of its own and returns when it is ready. */
    static NodeProcess start(Map<String, String> environment, Path directory) {
        int port = TestServices.freePort();
        Path log = directory.resolve("node-" + port + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What opens the JDK to Hazelcast, as it was given to this JVM.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", Integer.toString(port));
        try {
            NodeProcess node = new NodeProcess(builder.start(), log, port);
            node.awaitReady();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NodeClient client() {
        return client;
    }

    /** Ends it as a power cut would. */
    void kill() {
        assertThat(process.destroyForcibly()).isNotNull();
    }

    /** Asks it to stop, as an operator would; its exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(log()).isTrue();
            try {
                return client.send("GET", "/health/ready", null).status() == 200;
            } catch (CompletionException e) {
                return false;
            }
        });
    }
}
