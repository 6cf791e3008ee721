package io.evently.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The packaged programs, unpacked once into the data directory. Only while no other node starts. */
final class Binaries {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final int ANY_EXECUTE = 0111;
    private static final Map<String, Platform> PLATFORMS = Map.of(
            "amd64", new Platform("postgres-linux-x86_64.txz", OsArchitecture.UNIX_x86_64),
            "x86_64", new Platform("postgres-linux-x86_64.txz", OsArchitecture.UNIX_x86_64),
            "aarch64", new Platform("postgres-linux-arm_64.txz", OsArchitecture.UNIX_AARCH64),
            "arm64", new Platform("postgres-linux-arm_64.txz", OsArchitecture.UNIX_AARCH64));

    private record Platform(String postgresArchive, OsArchitecture redis) {}

    private interface Unpacking {
        void into(Path directory, InputStream packed) throws IOException;
    }

    private final Path directory;
    private final Platform platform;

    private Binaries(Path directory, Platform platform) {
        this.directory = directory;
        this.platform = platform;
    }

    static Binaries of(DataDirectory data) {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        Platform platform = PLATFORMS.get(processor.toLowerCase(Locale.ROOT));
        if (!system.equals("Linux") || platform == null) {
            throw new EmbeddedStartException("There is no embedded PostgreSQL for " + system + " on " + processor
                    + ": set DATABASE_URL and REDIS_URL to servers of your own.");
        }
        return new Binaries(data.binaries(), platform);
    }

    /** The directory with PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
    Path postgres() throws IOException {
        return unpacked("postgres", platform.postgresArchive(), Binaries::untar);
    }

    /** The Redis server program. */
    Path redis() throws IOException {
        String resource = ExecutableProvider.newProvidedVersionsMap().get(platform.redis());
        if (resource == null) {
            throw new IOException("no Redis for this platform is packaged");
        }
        return unpacked("redis", resource, Binaries::copy).resolve("redis-server");
    }

    private Path unpacked(String program, String resource, Unpacking unpacking) throws IOException {
        URL url = Binaries.class.getResource("/" + resource.replaceFirst("^/", ""));
        if (url == null) {
            throw new EmbeddedStartException(
                    "This build has no embedded servers: set DATABASE_URL and REDIS_URL to servers of your own.");
        }
        Path target = directory.resolve(program + '-' + fingerprint(url));
        if (Files.isDirectory(target)) {
            return target;
        }
        Path part = directory.resolve(program + ".part");
        FileTree.delete(part);
        Files.createDirectory(part);
        Files.setPosixFilePermissions(part, EXECUTABLE);
        try (InputStream packed = new BufferedInputStream(url.openStream())) {
            unpacking.into(part, packed);
        }
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    // Free of charge from the jar's directory, and another release gets another place.
    private static String fingerprint(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        long number = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return Long.toHexString(number);
    }

    private static void copy(Path directory, InputStream program) throws IOException {
        Path file = directory.resolve("redis-server");
        Files.copy(program, file);
        Files.setPosixFilePermissions(file, EXECUTABLE);
    }

    private static void untar(Path directory, InputStream packed) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    Files.setPosixFilePermissions(file, EXECUTABLE);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(file, (entry.getMode() & ANY_EXECUTE) == 0 ? READABLE : EXECUTABLE);
                }
            }
        }
    }
}
