package io.evently.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evently.testing.TestServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The benchmark's floor and growth, in small")
class FloorAndGrowthIT {
    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    @DisplayName("measure the statements alone, and write what came of it")
    void floor() throws Exception {
        int exit = run("floor", "--batches=16", "--in-flight=1", "--plain-in-flight=2", "--runs=1", "--seconds=0.5");

        assertThat(exit).as(printed.toString()).isZero();
        JsonNode results = result("floor.json").path("results");
        assertThat(results).hasSize(4);
        assertThat(results)
                .allSatisfy(each ->
                        assertThat(each.path("bookingsPerSecond").asDouble()).isPositive());
    }

    @Test
    @DisplayName("compare few with many in every way, and find nothing wrong")
    void growth() throws Exception {
        int exit = run(
                "growth",
                "--bookings=2000",
                "--events=400",
                "--user-bookings=200",
                "--hot-events=5",
                "--hot-connections=8",
                "--runs=1",
                "--seconds=0.5",
                "--warmup=0.5",
                "--redis-url=" + TestServices.redisUrl());

        assertThat(exit).as(printed.toString()).isZero();
        JsonNode growths = result("growth.json").path("growths");
        assertThat(growths).hasSize(8);
        assertThat(growths).allSatisfy(growth -> {
            assertThat(growth.path("grown").asDouble()).isGreaterThan(1);
            assertThat(growth.path("cost").asDouble()).isPositive();
        });
        assertThat(growths.get(0).at("/few/size").asLong()).isEqualTo(10);
        assertThat(growths.get(0).at("/many/size").asLong()).isEqualTo(2_000);
    }

    @Test
    @DisplayName("refuse a comparison that there is not")
    void unknown() {
        int exit = run("growth", "--compare=everything");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--database-url=" + TestServices.freshDatabaseUrl());
        all.add("--out=" + directory);
        CommandLine commandLine = Benchmark.commandLine();
        commandLine.setOut(new PrintWriter(printed, true));
        commandLine.setErr(new PrintWriter(printed, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private JsonNode result(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
    }
}
