package io.evently;

import io.evently.testing.TestServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A program that cannot start as configured says so in one sentence and ends:")
class RefusedStartIT {
    private static final String SECRET = "0123456789-0123456789-0123456789-abc";

    @TempDir
    private Path directory;

    /** What became of a program. */
    private record Ended(int exit, String out, List<String> err) {}

    @Test
    @DisplayName("an unknown key in the file")
    void unknownKey() throws Exception {
        Path file = directory.resolve("mine.yaml");
        Files.writeString(file, "http:\n  prot: 8080\n", StandardCharsets.UTF_8);
        assertRefused(run(Map.of("EVENTLY_CONFIG", file.toString())), "Unknown configuration key http.prot in ");
    }

    @Test
    @DisplayName("an unknown key in the environment")
    void unknownVariable() throws Exception {
        assertRefused(run(Map.of("EVENTLY_BOOKING_MAX_SEATS", "9")), "EVENTLY_BOOKING_MAX_SEATS");
    }

    @Test
    @DisplayName("a wrong password of the database, which is not repeated")
    void wrongPassword() throws Exception {
        String url = TestServices.freshDatabaseUrl().replaceFirst("//([^:]+):[^@]*@", "//$1:not-the-passw0rd@");
        Ended ended = run(Map.of("DATABASE_URL", url));
        assertRefused(ended, "password");
        assertThat(ended.out() + ended.err()).doesNotContain("not-the-passw0rd");
    }

    @Test
    @DisplayName("a database that does not answer")
    void noDatabase() throws Exception {
        String url = "postgres://evently:s3cret@127.0.0.1:" + TestServices.freePort() + "/evently";
        Ended ended = run(Map.of("DATABASE_URL", url));
        assertRefused(ended, "127.0.0.1");
        assertThat(ended.out() + ended.err()).doesNotContain("s3cret");
    }

    @Test
    @DisplayName("a port that is taken")
    void portTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(
                    run(Map.of("PORT", Integer.toString(taken.getLocalPort()))),
                    "Port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
        }
    }

    @Test
    @DisplayName("a database and no word on whether this is a demo")
    void noProfile() throws Exception {
        Map<String, String> environment = RunningNode.freshEnvironment();
        environment.remove("EVENTLY_PROFILE");
        assertRefused(runIn(environment), "profile (EVENTLY_PROFILE) is missing");
    }

    @Test
    @DisplayName("a URL with an option that is not understood")
    void misspeltEncryption() throws Exception {
        for (String variable : List.of("DATABASE_URL", "EVENTLY_STORAGE_ACCOUNTS", "REDIS_URL")) {
            String url = (variable.equals("REDIS_URL") ? "redis" : "postgres") + "://u:s3cret@127.0.0.1:1/x?ssl=true";
            Ended ended = run(Map.of(variable, variable.equals("REDIS_URL") ? url.replace("/x", "") : url));
            assertRefused(ended, "question mark");
            assertThat(ended.out() + ended.err()).doesNotContain("s3cret");
        }
    }

    @Test
    @DisplayName("production with no secret for its tokens, or a short one, which is not repeated")
    void noSecret() throws Exception {
        assertRefused(run(Map.of("EVENTLY_PROFILE", "production", "JWT_SECRET", "")), "account.jwtSecret");
        Ended shortOne = run(Map.of("EVENTLY_PROFILE", "production", "JWT_SECRET", "tooshort-tooshort"));
        assertRefused(shortOne, "account.jwtSecret (JWT_SECRET) must be at least 32 bytes long");
        assertThat(shortOne.out() + shortOne.err()).doesNotContain("tooshort-tooshort");
    }

    @Test
    @DisplayName("production with the credentials of the demo")
    void demoCredentials() throws Exception {
        assertRefused(
                run(Map.of(
                        "EVENTLY_PROFILE",
                        "production",
                        "JWT_SECRET",
                        SECRET,
                        "EVENTLY_ADMIN_EMAIL",
                        "Admin2@evently.com ",
                        "EVENTLY_ADMIN_PASSWORD",
                        "a long enough secret of ours")),
                "demo");
    }

    @Test
    @DisplayName("production on the embedded database")
    void embedded() throws Exception {
        assertRefused(
                run(Map.of("EVENTLY_PROFILE", "production", "JWT_SECRET", SECRET, "DATABASE_URL", "")), "storage.url");
    }

    private Ended run(Map<String, String> variables) throws IOException, InterruptedException {
        Map<String, String> environment = RunningNode.freshEnvironment();
        environment.putAll(variables);
        return runIn(environment);
    }

    private Ended runIn(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.evently.Main");
        builder.environment().putAll(environment);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = builder.directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readAllLines(err));
    }

    private static void assertRefused(Ended ended, String part) {
        assertThat(ended.exit()).as("%s", ended).isNotZero();
        assertThat(ended.err()).as("%s", ended).hasSize(1);
        assertThat(ended.err().get(0)).startsWith("evently: ").contains(part);
        assertThat(ended.out())
                .doesNotContain("Exception")
                .doesNotContainPattern(Pattern.compile("^\\s+at ", Pattern.MULTILINE));
    }
}
