package io.evently.bench.result;

import java.util.List;
import java.util.Map;

/** Results for tests, with figures that are easy to recognise. */
public final class RunResults {
    private RunResults() {}

    public static RunResult fine(int number, double perSecond) {
        return with(number, perSecond, Map.of(), List.of());
    }

    public static RunResult with(int number, double perSecond, Map<String, Long> errors, List<String> findings) {
        Percentiles latency = new Percentiles(10, 20, 30, 40, 50);
        return new RunResult(
                number,
                1,
                Math.round(perSecond),
                perSecond,
                Map.of("201", Math.round(perSecond)),
                errors,
                0,
                latency,
                latency,
                Map.of("BOOK", latency),
                1,
                new Cost(100, 50, 25, 1),
                0,
                400,
                findings,
                Map.of("ms <p99>", 7.25));
    }

    /** A benchmark of one contender in one scenario. */
    public static BenchmarkResult of(RunResult... runs) {
        Series series = new Series(Series.CLOSED, 0, List.of(runs), List.of(new CurvePoint(50, 10)));
        ContenderResult contender = new ContenderResult(
                Contenders.EVENTLY, Spread.of(3_000), List.of(), List.of(series), List.of(new CostShare("JSON", 1, 9)));
        return of(new ScenarioResult("hot", "All <book>", 256, List.of(contender), null));
    }

    public static BenchmarkResult of(ScenarioResult... scenarios) {
        return new BenchmarkResult(
                "2026-01-01T00:00:00Z",
                Map.of("cores", "2"),
                Map.of("fsync", "on", "synchronous_commit", "on"),
                Map.of("flags", "<script>alert('x')</script>"),
                List.of(scenarios));
    }
}
