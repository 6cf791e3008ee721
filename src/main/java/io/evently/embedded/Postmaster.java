package io.evently.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL that runs, or ran, on a cluster directory, as its own {@code postmaster.pid} tells. */
record Postmaster(Path cluster, long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** The living one; a file that a killed one left behind is removed. */
    static Optional<Postmaster> find(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Postmaster postmaster =
                new Postmaster(cluster, number(lines, PID_LINE), Math.toIntExact(number(lines, PORT_LINE)));
        if (postmaster.alive()) {
            return Optional.of(postmaster);
        }
        // PostgreSQL would take the file for a sign of life when the number now belongs to some other program.
        Files.deleteIfExists(file);
        return Optional.empty();
    }

    boolean alive() {
        // Where the directory of the process cannot be seen, it is taken for ours: two servers on one directory would
        // destroy the data.
        return OsProcess.find(pid)
                .filter(process -> process.program().equals("postgres"))
                .filter(process ->
                        process.workingDirectory().map(cluster::equals).orElse(true))
                .isPresent();
    }

    private static long number(List<String> lines, int line) {
        try {
            return lines.size() > line ? Long.parseLong(lines.get(line).strip()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
