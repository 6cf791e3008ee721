package io.evently.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where all this happened. */
final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    static Map<String, String> describe() {
        return Map.of(
                "cores", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "processor", after("/proc/cpuinfo", "model name"),
                "memory", after("/proc/meminfo", "MemTotal"),
                "kernel", first("/proc/sys/kernel/osrelease"),
                "jdk", System.getProperty("java.runtime.version") + ' ' + System.getProperty("java.vendor"),
                "commit", commit());
    }

    private static String commit() {
        String head = said("git", "rev-parse", "HEAD");
        return head.isEmpty()
                ? UNKNOWN
                : head + (said("git", "status", "--porcelain").isEmpty() ? "" : " and changes");
    }

    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String first(String file) {
        return text(file).lines().findFirst().orElse(UNKNOWN);
    }

    private static String after(String file, String name) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}
