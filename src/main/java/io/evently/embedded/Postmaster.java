package io.evently.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL that runs, or ran, on a cluster directory, as its own {@code postmaster.pid} tells. */
record Postmaster(Path cluster, long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    // One more than Linux ever gives out.
    private static final String IMPOSSIBLE_PID = "4194305";

    /** Whether one lives. Changes nothing, so for anybody at any time. */
    static boolean lives(Path cluster) throws IOException {
        try {
            return read(cluster, Files.readAllLines(cluster.resolve("postmaster.pid")))
                    .alive();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The living one. What a dead one left behind is made harmless. */
    static Optional<Postmaster> find(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        List<String> lines;
        try {
            lines = new ArrayList<>(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            // Power was lost while it was written.
            Files.delete(file);
            return Optional.empty();
        }
        Postmaster postmaster = read(cluster, lines);
        if (postmaster.alive()) {
            return Optional.of(postmaster);
        }
        // PostgreSQL would take any process with this number for its own, even one that is dead and not reaped.
        // The rest of the file must stay: by it PostgreSQL finds processes of the dead server that still write.
        lines.set(PID_LINE, IMPOSSIBLE_PID);
        Files.write(file, lines);
        return Optional.empty();
    }

    boolean alive() {
        // Where the directory of the process cannot be seen, it is taken for ours: two servers on one directory would
        // destroy the data.
        return OsProcess.find(pid)
                .filter(process -> process.program().equals("postgres"))
                .filter(process -> process.worksIn(cluster).orElse(true))
                .isPresent();
    }

    private static Postmaster read(Path cluster, List<String> lines) {
        return new Postmaster(cluster, number(lines, PID_LINE), Math.toIntExact(number(lines, PORT_LINE)));
    }

    private static long number(List<String> lines, int line) {
        try {
            return lines.size() > line ? Long.parseLong(lines.get(line).strip()) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
