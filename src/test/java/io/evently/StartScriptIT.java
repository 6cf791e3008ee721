package io.evently;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("bin/evently")
class StartScriptIT {
    private static final Path JAR = Path.of(System.getProperty("evently.jar"));
    private static final Path SCRIPT = Path.of("bin", "evently").toAbsolutePath();
    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    private Path installed;
    private Path output;

    // A name with a space in it, as directories of users have.
    @BeforeEach
    void install() throws IOException {
        Path home = Files.createDirectories(directory.resolve("the installation"));
        installed = Files.copy(
                SCRIPT,
                Files.createDirectories(home.resolve("bin")).resolve("evently"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(home.resolve("evently.jar"), JAR);
        output = directory.resolve("output.txt");
    }

    @Test
    @DisplayName("starts a node in any directory with a class archive of another jar, and SIGTERM stops it cleanly")
    void node() throws Exception {
        // Made for the jar under its own path, not under that of the installation.
        Files.copy(JAR.resolveSibling("evently.jsa"), archive());
        Map<String, String> environment = RunningNode.freshEnvironment();
        Process node = run(installed, environment);
        try {
            URI ready = URI.create("http://127.0.0.1:" + environment.get("PORT") + "/health/ready");
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !node.isAlive() || status(ready) == 200);
            node.destroy();
            assertThat(node.waitFor(3, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            node.destroyForcibly();
        }
        assertThat(Files.readString(output))
                .startsWith("20")
                .contains("Evently is ready", " Stopping\n", " Stopped\n")
                .doesNotContainIgnoringCase("archive");
        assertThat(node.exitValue()).isEqualTo(STOPPED_BY_SIGTERM);
    }

    @Test
    @DisplayName("works in a directory whose name is not ASCII, without a locale and with one that is not UTF-8")
    void noLocale() throws Exception {
        Path home = Files.move(directory.resolve("the installation"), directory.resolve("installed by ren\u00E9"));
        for (String locale : List.of("", "C")) {
            Process process =
                    run(home.resolve("bin").resolve("evently"), Map.of("LANG", locale, "LC_ALL", locale), "--version");
            assertThat(process.waitFor()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).matches("Evently \\S+\n");
        }
    }

    @Test
    @DisplayName("passes its words on, and over an archive that is none")
    void garbage() throws Exception {
        Files.writeString(archive(), "no archive");
        assertThat(version(installed, Map.of())).matches("Evently \\S+\n");
    }

    @Test
    @DisplayName("takes its classes from the archive that the build made")
    void archived() throws Exception {
        String loaded = version(SCRIPT, Map.of("EVENTLY_JAVA_OPTS", "-Xlog:class+load"));
        assertThat(loaded).contains("io.evently.Main source: shared objects file (top)");
    }

    @Test
    @DisplayName("chooses a collector unless the options name one")
    void collector() throws Exception {
        assertThat(version(SCRIPT, Map.of("EVENTLY_JAVA_OPTS", "-Xlog:gc"))).containsPattern("Using (Serial|Parallel)");
        assertThat(version(SCRIPT, Map.of("EVENTLY_JAVA_OPTS", "-Xlog:gc -XX:+UseG1GC")))
                .contains("Using G1");
    }

    @Test
    @DisplayName("has a heap of its own choice unless the options say which share of the memory it is")
    void heap() throws Exception {
        String chosen = "-XX:+PrintFlagsFinal";
        assertThat(version(SCRIPT, Map.of("EVENTLY_JAVA_OPTS", chosen))).containsPattern("MaxHeapSize += 436207616 ");
        assertThat(version(SCRIPT, Map.of("EVENTLY_JAVA_OPTS", chosen + " -XX:MaxRAM=1g -XX:MaxRAMPercentage=25")))
                .containsPattern("MaxHeapSize += 268435456 ");
    }

    @Test
    @DisplayName("says what is missing when there is no jar")
    void noJar() throws Exception {
        Files.delete(directory.resolve("the installation").resolve("evently.jar"));
        Process process = run(installed, Map.of(), "--version");
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(output)).startsWith("evently: there is no evently.jar in ");
    }

    private Path archive() {
        return directory.resolve("the installation").resolve("evently.jsa");
    }

    private String version(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        Process process = run(script, environment, "--version");
        assertThat(process.waitFor()).isZero();
        return Files.readString(output);
    }

    private Process run(Path script, Map<String, String> environment, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString());
        builder.command().addAll(List.of(words));
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(all);
        return builder.directory(
                        Files.createDirectories(directory.resolve("elsewhere")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static int status(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
