package io.evently.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of others that checks what we write for it. A variable in capitals names it, such as {@code PROMTOOL}, and must then be
 * right; else it is taken from the path, where not every machine has it.
 *
 * @param file where it is
 */
public record Program(Path file) {
    /**
     * What it said.
     *
     * @param status 0 when it has nothing to object to
     */
    public record Verdict(int status, String text) {}

    /** The one that Prometheus checks with what it is given. */
    public static Optional<Program> promtool() {
        return find("promtool");
    }

    /** The one that renders kustomizations; it needs no cluster for that. */
    public static Optional<Program> kubectl() {
        return find("kubectl");
    }

    private static Optional<Program> find(String name) {
        String named = System.getenv(name.toUpperCase(Locale.ROOT));
        if (named != null && !named.isBlank()) {
            return Optional.of(new Program(Path.of(named)));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Program::new);
    }

    /** Runs it; {@code input} is what it reads from its standard input. */
    public Verdict run(String input, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(file.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(process.waitFor(), said);
    }
}
