package io.evently.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program with which Prometheus checks what it is given. The variable {@code PROMTOOL} names it, and must then be
 * right; else it is taken from the path, where not every machine has it.
 *
 * @param program where it is
 */
public record Promtool(Path program) {
    /**
     * What it said.
     *
     * @param status 0 when it has nothing to object to
     */
    public record Verdict(int status, String text) {}

    /** The one of this machine. */
    public static Optional<Promtool> find() {
        String named = System.getenv("PROMTOOL");
        if (named != null && !named.isBlank()) {
            return Optional.of(new Promtool(Path.of(named)));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Promtool::new);
    }

    /** Has it check something, such as {@code rules} and a file; {@code input} is what it reads from its standard input. */
    public Verdict check(String input, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString(), "check"), Stream.of(arguments))
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
