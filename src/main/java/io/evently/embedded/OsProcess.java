package io.evently.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A living process, whoever owns it. A dead one that nobody has reaped yet does not count. */
record OsProcess(long pid, String program) {

    static Optional<OsProcess> find(long pid) {
        try {
            String stat = Files.readString(directory(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
            int open = stat.indexOf('(');
            int close = stat.lastIndexOf(')');
            char state = stat.charAt(close + 2);
            return state == 'Z' || state == 'X'
                    ? Optional.empty()
                    : Optional.of(new OsProcess(pid, stat.substring(open + 1, close)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where it runs; empty when that is not ours to know. */
    Optional<Path> workingDirectory() {
        try {
            return Optional.of(directory(pid).resolve("cwd").toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path directory(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
