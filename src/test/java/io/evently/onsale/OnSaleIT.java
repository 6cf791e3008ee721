package io.evently.onsale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evently.testing.TestServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Against the packaged service, in processes of its own. */
@DisplayName("The on-sale")
class OnSaleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLUSTER_PORTS = 8;

    @TempDir
    private Path directory;

    private final String databaseUrl = TestServices.freshDatabaseUrl();
    private final int clusterPort = TestServices.freePorts(CLUSTER_PORTS);
    private final List<Process> nodes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stopNodes() throws Exception {
        for (Process node : nodes) {
            node.destroyForcibly();
            assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("sells every seat over two nodes, loses none when one is killed in the middle, and ends with 0")
    void killed() throws Exception {
        String one = node();
        String other = node();
        Path json = directory.resolve("result.json");
        StringWriter output = new StringWriter();
        CommandLine command = command(output);

        Thread killer = new Thread(() -> {
            await().atMost(PATIENCE).until(() -> output.toString().contains(" done "));
            nodes.get(1).destroyForcibly();
        });
        killer.start();
        int exit = command.execute(
                "--url=" + one + "," + other,
                "--database-url=" + databaseUrl,
                "--seats=20000",
                "--requests=30000",
                "--connections=50",
                "--max-quantity=3",
                "--json=" + json);
        killer.join(PATIENCE.toMillis());

        assertThat(exit).as(output.toString()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.path("verdict").asText()).isEqualTo("FINE");
        assertThat(result.path("database").path("left").asInt()).isZero();
        assertThat(result.path("sold").asInt()
                        + result.path("refused").asInt()
                        + result.path("unknown").asInt())
                .isEqualTo(30_000);
        assertThat(nodes.get(1).isAlive()).isFalse();
    }

    @Test
    @DisplayName("says in one sentence, with exit code 2, that there is no node or no database")
    void couldNotRun() {
        String nowhere = "--url=http://127.0.0.1:" + TestServices.freePort();
        StringWriter output = new StringWriter();

        assertThat(command(output).execute(nowhere, "--database-url=" + databaseUrl))
                .isEqualTo(2);
        assertThat(command(output).execute(nowhere, "--data-directory=" + directory))
                .isEqualTo(2);

        assertThat(output.toString())
                .contains("onsale: No node answers at http://127.0.0.1:")
                .contains("onsale: No embedded database runs in " + directory);
    }

    private CommandLine command(StringWriter output) {
        PrintWriter writer = new PrintWriter(output, true);
        return new CommandLine(new OnSaleCommand(path -> Optional.empty()))
                .setOut(writer)
                .setErr(writer);
    }

    private String node() throws IOException {
        int port = TestServices.freePort();
        Path home = Files.createDirectory(directory.resolve("node" + nodes.size()));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of(System.getProperty("evently.jar"))
                                .toAbsolutePath()
                                .toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "EVENTLY_RATE_LIMITS_ENABLED",
                        "true",
                        "EVENTLY_RATE_LIMITS_OVERLOAD_ENABLED",
                        "true",
                        "EVENTLY_PROFILE",
                        "demo",
                        "DATABASE_URL",
                        databaseUrl,
                        "REDIS_URL",
                        TestServices.redisUrl(),
                        "EVENTLY_HTTP_HOST",
                        "127.0.0.1",
                        "EVENTLY_CLUSTER_NAME",
                        "onsale-" + clusterPort,
                        "EVENTLY_CLUSTER_PORT",
                        Integer.toString(clusterPort)));
        nodes.add(builder.start());
        String url = "http://127.0.0.1:" + port;
        await().atMost(PATIENCE).until(() -> ready(url));
        return url;
    }

    private boolean ready(String url) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
