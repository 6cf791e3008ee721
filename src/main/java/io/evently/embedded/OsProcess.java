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

    /** Whether this process is one of root's. */
    static boolean isRoot() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** Whether that is its working directory, by whatever path; empty when it is not ours to know. */
    Optional<Boolean> worksIn(Path directory) {
        try {
            return Optional.of(Files.isSameFile(directory(pid).resolve("cwd"), directory));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it runs this very file; false when it is not ours to know. */
    boolean runs(Path file) {
        try {
            return Files.isSameFile(directory(pid).resolve("exe"), file);
        } catch (IOException e) {
            return false;
        }
    }

    /** Within what process numbers mean something: this boot of this machine, this container. */
    static String numberSpace() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
                + '/'
                + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    }

    private static Path directory(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
