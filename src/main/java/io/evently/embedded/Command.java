package io.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a program that ends by itself. */
record Command(List<String> words, String input, Path directory, Duration limit) {

    /** How it ended; the text holds both output streams. */
    record Result(int exitCode, String text) {
        boolean succeeded() {
            return exitCode == 0;
        }

        String lastLine() {
            return text.lines()
                    .filter(line -> !line.isBlank())
                    .reduce((before, last) -> last)
                    .orElse("it ended with code " + exitCode)
                    .strip();
        }

        /** The first line that speaks of an error; the last one when none does. */
        String error() {
            return text.lines()
                    .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .findFirst()
                    .orElseGet(this::lastLine)
                    .strip();
        }
    }

    Command {
        words = List.copyOf(words);
    }

    static Command in(Path directory, Duration limit, List<String> prefix, String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return new Command(all, "", directory, limit);
    }

    Command withInput(String text) {
        return new Command(words, text, directory, limit);
    }

    /** Runs it to its end; the program is killed when that takes longer than the limit. */
    Result run() throws IOException, InterruptedException {
        // A file and not a pipe: a server that outlives the command would hold the pipe open for ever.
        Path output = Files.createTempFile("evently-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(words + " did not end within " + limit);
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
