package io.evently.bench.result;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The result of a benchmark")
class BenchmarkResultTest {
    @Test
    @DisplayName("is OK when every run is fine, also when a target is missed")
    void fine() {
        BenchmarkResult result = RunResults.of(RunResults.fine(1, 9_000));

        assertThat(result.verdict()).isEqualTo("OK");
        assertThat(result.targets())
                .filteredOn(target -> target.figure().equals("hot: confirmed"))
                .singleElement()
                .satisfies(target -> assertThat(target.reached()).isFalse());
    }

    @Test
    @DisplayName("is refused as a success when a single run had an error, however good the others")
    void error() {
        BenchmarkResult result = RunResults.of(
                RunResults.fine(1, 20_000), RunResults.with(2, 20_000, Map.of("BOOK: 503 OVERLOADED", 1L), List.of()));

        assertThat(result.verdict()).isEqualTo("FAILED");
        assertThat(result.failures()).containsExactly("hot, evently, closed loop, run 2: 1 × BOOK: 503 OVERLOADED");
    }

    @Test
    @DisplayName("is refused as a success when the books were wrong after a run")
    void finding() {
        assertThat(RunResults.of(RunResults.with(1, 20_000, Map.of(), List.of("a seat was sold twice")))
                        .verdict())
                .isEqualTo("FAILED");
    }

    @Test
    @DisplayName("is refused as a success when nothing was answered, nothing was played or a scenario broke off")
    void nothing() {
        assertThat(RunResults.of(RunResults.fine(1, 0)).verdict()).isEqualTo("FAILED");
        assertThat(RunResults.of(new ScenarioResult[0]).verdict()).isEqualTo("FAILED");
        assertThat(RunResults.of(new ScenarioResult("hot", "", 1, List.of(), "the node died"))
                        .verdict())
                .isEqualTo("FAILED");
    }

    @Test
    @DisplayName("is refused as a success when PostgreSQL does not write through")
    void notDurable() {
        BenchmarkResult fine = RunResults.of(RunResults.fine(1, 9_000));
        BenchmarkResult fast = new BenchmarkResult(
                fine.startedAt(),
                fine.environment(),
                Map.of("fsync", "off", "synchronous_commit", "on"),
                fine.settings(),
                fine.scenarios());

        assertThat(fast.failures()).containsExactly("PostgreSQL has fsync off.");
    }

    @Test
    @DisplayName("has medians and spreads over the runs")
    void summary() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of()).isEqualTo(new Spread(0, 0, 0));
        Series series = new Series(
                Series.CLOSED,
                0,
                List.of(RunResults.fine(1, 100), RunResults.fine(2, 300), RunResults.fine(3, 200)),
                List.of());
        assertThat(series.summary().perSecond()).isEqualTo(new Spread(200, 100, 300));
    }

    @Test
    @DisplayName("has percentiles in milliseconds from a histogram in microseconds")
    void percentiles() {
        Histogram micros = new Histogram(3);
        for (int millis = 1; millis <= 1_000; millis++) {
            micros.recordValue(millis * 1_000L);
        }

        Percentiles latency = Percentiles.of(micros);

        assertThat(latency.p50()).isCloseTo(500, within(1.0));
        assertThat(latency.p90()).isCloseTo(900, within(1.0));
        assertThat(latency.p99()).isCloseTo(990, within(1.0));
        assertThat(latency.p999()).isCloseTo(999, within(1.0));
        assertThat(latency.max()).isCloseTo(1_000, within(1.0));
        assertThat(Percentiles.of(new Histogram(3))).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
        assertThat(CurvePoint.of(micros))
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Double.compare(a.millis(), b.millis()));
    }

    @Test
    @DisplayName("has the ratio of contenders that were both measured")
    void ratio() {
        ScenarioResult both = new ScenarioResult(
                "hot",
                "",
                256,
                List.of(contender(Contenders.EVENTLY, 16_000), contender(Contenders.BASELINE, 2_000)),
                null);

        assertThat(both.ratio(Contenders.EVENTLY, Contenders.BASELINE)).contains(8.0);
        assertThat(both.ratio(Contenders.EVENTLY, Contenders.TWO_NODES)).isEmpty();
        assertThat(RunResults.of(both).targets())
                .filteredOn(target -> target.unit().equals("×"))
                .singleElement()
                .satisfies(target -> assertThat(target.reached()).isTrue());
    }

    private static ContenderResult contender(String name, double perSecond) {
        Series series = new Series(Series.CLOSED, 0, List.of(RunResults.fine(1, perSecond)), List.of());
        return new ContenderResult(name, Spread.of(3_000), List.of(), List.of(series), List.of());
    }
}
