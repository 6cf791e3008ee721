package io.evently.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A JVM of its own that uses a data directory until it is told to stop, or killed. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final String databaseUrl;

    private NodeProcess(Process process, String databaseUrl) {
        this.process = process;
        this.databaseUrl = databaseUrl;
    }

    static NodeProcess start(Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String url = output.lines()
                .filter(line -> line.startsWith("postgres://"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the node did not start"));
        return new NodeProcess(process, url);
    }

    String databaseUrl() {
        return databaseUrl;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The node itself; ends properly when its standard input does. */
    public static void main(String[] args) {
        EmbeddedServices services = EmbeddedServices.start(new EmbeddedConfig(Path.of(args[0]), 0, 0));
        System.out.println(services.databaseUrl());
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        services.stop();
    }
}
