package io.evently.embedded;

import io.evently.testing.LogLines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An embedded server that ends under the nodes that live on it")
class RevivalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Path data;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        Path parent = Files.createDirectories(Path.of("target", "embedded").toAbsolutePath());
        data = Files.createTempDirectory(parent, "data");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unpacked = Files.createDirectories(parent.resolve("bin"));
        Files.createSymbolicLink(data.resolve("bin"), unpacked);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        FileTree.delete(data);
    }

    @Test
    @DisplayName("is started again by one of them, where the others look for it")
    void revived() throws Exception {
        try (LogLines log = LogLines.watch("text")) {
            EmbeddedServices first = EmbeddedServices.start(new EmbeddedConfig(data, 0, 0));
            try (NodeProcess second = NodeProcess.start(data)) {
                assertThat(second.databaseUrl()).isEqualTo(first.databaseUrl());
                for (int round = 1; round <= 2; round++) {
                    long postgres = postmaster(data);
                    kill(postgres);
                    Awaitility.await().atMost(PATIENCE).until(() -> answers(first.databaseUrl(), data));
                    assertThat(postmaster(data)).isNotEqualTo(postgres);
                }

                String redis = first.redisUrl().orElseThrow();
                long before = ServicesFile.read(new DataDirectory(data)).redisPid();
                kill(before);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> RedisAnswer.processId(
                                        URI.create(redis).getPort(), Password.of(new DataDirectory(data)))
                                .isPresent());
                assertThat(first.redisUrl()).contains(redis);
                // A line for each end at most: the other node may have been the one.
                assertThat(log.with("has ended and is started again").size()).isLessThanOrEqualTo(3);
                second.stop();
            }
            first.stop();
        }
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    private static boolean answers(String url, Path data) throws IOException {
        return PostgresAnswer.from(URI.create(url).getPort(), Password.of(new DataDirectory(data)))
                == PostgresAnswer.READY;
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        Awaitility.await().until(() -> OsProcess.find(pid).isEmpty());
    }
}
