package io.evently.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The places inside the data directory. */
record DataDirectory(Path root) {

    /** Makes what is missing. */
    static DataDirectory open(Path path) throws IOException {
        directory(path.toAbsolutePath());
        DataDirectory data = new DataDirectory(path.toRealPath());
        directory(data.binaries());
        directory(data.logs());
        return data;
    }

    Path binaries() {
        return root.resolve("bin");
    }

    Path logs() {
        return root.resolve("log");
    }

    Path cluster() {
        return root.resolve("postgres");
    }

    Path password() {
        return root.resolve("password");
    }

    Path services() {
        return root.resolve("services.json");
    }

    Path startLock() {
        return root.resolve("start.lock");
    }

    Path nodesLock() {
        return root.resolve("nodes.lock");
    }

    private static void directory(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path);
        // Whatever the umask: as root the servers run as another user, who must be able to pass through.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    }
}
