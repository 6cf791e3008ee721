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

/** The whole benchmark on the packaged service, for seconds. Whether it works, not how fast anything is. */
@DisplayName("The benchmark")
class BenchmarkIT {
    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    @DisplayName("plays hot bookings beside the plain way, checks the books and ends with 0")
    void hot() throws Exception {
        int exit = run("--scenarios=hot", "--baseline");

        assertThat(exit).as(printed.toString()).isZero();
        JsonNode result = result();
        assertThat(result.path("verdict").asText()).isEqualTo("OK");
        assertThat(result.at("/postgres/fsync").asText()).isEqualTo("on");
        assertThat(result.at("/scenarios/0/contenders"))
                .extracting(contender -> contender.path("name").asText())
                .containsExactly("evently", "baseline");
        for (JsonNode series : result.findValues("series").get(0)) {
            JsonNode run = series.at("/runs/0");
            assertThat(run.path("answers").asLong())
                    .isPositive()
                    .isEqualTo(run.at("/statuses/201").asLong());
            assertThat(run.at("/cost/node").asDouble()).isPositive();
            assertThat(run.path("nodePeakMegabytes").asDouble()).isPositive();
        }
        assertThat(printed.toString()).contains("ratio to the plain way");
        assertThat(directory.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    @DisplayName("plays every other scenario without an error")
    void others() throws Exception {
        int exit = run("--scenarios=spread,mixed,sellout,churn,event,list,login", "--open-share=0");

        assertThat(exit).as(printed.toString()).isZero();
        assertThat(result().path("scenarios")).hasSize(7);
    }

    @Test
    @DisplayName("plays readers after an on-sale, and measures how long steady bookings wait to be confirmed")
    void confirmations() throws Exception {
        int exit = run("--scenarios=afterrush,steady");

        assertThat(exit).as(printed.toString()).isZero();
        JsonNode afterRush = result().at("/scenarios/0/contenders/0/series");
        assertThat(afterRush)
                .extracting(series -> series.path("loop").asText())
                .containsExactly("rush", "quiet", "after");
        assertThat(afterRush
                        .at("/0/runs/0/figures/s until the last confirmation is out")
                        .asDouble())
                .isPositive();
        assertThat(afterRush.at("/2/runs/0/figures/LIST: a second").asDouble()).isPositive();
        JsonNode steady = result().at("/scenarios/1/contenders/0/series");
        assertThat(steady).extracting(series -> series.path("loop").asText()).containsExactly("50/s", "lone");
        JsonNode lags = steady.at("/0/runs/0/figures");
        assertThat(lags.path("socket: confirmations").asLong()).isPositive();
        assertThat(lags.path("socket: ms p99").asDouble()).isPositive();
        assertThat(lags.path("mail: confirmations").asLong())
                .isEqualTo(steady.at("/0/runs/0/answers").asLong());
        assertThat(printed.toString()).contains("socket: ms p99");
    }

    @Test
    @DisplayName("refuses a run with errors as a success: FAILED, and exit code 1")
    void refused() throws Exception {
        int exit = run("--scenarios=hot", "--env=EVENTLY_BOOKING_LANE_LIMIT=1", "--env=EVENTLY_BOOKING_SHARD_LIMIT=1");

        assertThat(exit).as(printed.toString()).isEqualTo(1);
        assertThat(result().path("verdict").asText()).isEqualTo("FAILED");
        assertThat(printed.toString()).contains("503 OVERLOADED");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "--quick",
                "--database-url=" + TestServices.freshDatabaseUrl(),
                "--redis-url=" + TestServices.redisUrl(),
                "--out=" + directory));
        all.addAll(List.of(arguments));
        CommandLine commandLine = Benchmark.commandLine();
        commandLine.setOut(new PrintWriter(printed, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private JsonNode result() throws IOException {
        return new ObjectMapper().readTree(directory.resolve("result.json").toFile());
    }
}
