package io.evently.bench.run;

import io.evently.bench.load.LoadGenerator;
import io.evently.bench.load.LoadPlan;
import io.evently.bench.load.Measured;
import io.evently.bench.load.Pace;
import io.evently.bench.node.Consumption;
import io.evently.bench.node.Meter;
import io.evently.bench.result.Cost;
import io.evently.bench.result.Percentiles;
import io.evently.bench.result.RunResult;
import io.evently.bench.result.Series;
import io.evently.bench.scenario.Play;
import io.evently.bench.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The runs of one contender in one scenario and one loop. */
final class Runs {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CREATED = 201;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Contender contender;
    private final LoadGenerator generator;
    private final Optional<Long> postmaster;
    private final int connections;
    private final List<RunResult> results = new ArrayList<>();
    private final Histogram all = new Histogram(3);

    Runs(Contender contender, LoadGenerator generator, Optional<Long> postmaster, int connections) {
        this.contender = contender;
        this.generator = generator;
        this.postmaster = postmaster;
        this.connections = connections;
    }

    Contender contender() {
        return contender;
    }

    /** Plays once and keeps nothing but what went wrong, which it returns. */
    List<String> load(Scenario scenario, Pace pace) {
        Play play = scenario.play(contender.stage(), connections);
        Measured measured = generator.run(plan(pace), play);
        List<String> errors = new ArrayList<>();
        new TreeMap<>(measured.errors()).forEach((what, count) -> errors.add(count + " × " + what));
        return errors;
    }

    /** Plays once, checks the books, keeps the result. */
    RunResult run(Scenario scenario, Pace pace) {
        Play play = scenario.play(contender.stage(), connections);
        Taken taken = take(play, pace);
        return keep(taken, contender.findings(play), Map.of());
    }

    /** Plays once and keeps nothing. */
    Taken take(Play play, Pace pace) {
        Meter meter = Meter.start(contender.pids(), postmaster);
        Measured measured = generator.run(plan(pace), play);
        return new Taken(measured, meter.stop());
    }

    /**
     * Keeps what was taken.
     *
     * @param figures what else was measured, by what it is
     */
    RunResult keep(Taken taken, List<String> findings, Map<String, Double> figures) {
        RunResult result = result(taken.measured(), taken.consumption(), findings, figures);
        results.add(result);
        all.add(taken.measured().fromDue());
        return result;
    }

    /** A play that is over. */
    record Taken(Measured measured, Consumption consumption) {}

    double medianPerSecond() {
        return closed().summary().perSecond().median();
    }

    Series closed() {
        return Series.closed(results, all);
    }

    Series open(double perSecond) {
        return Series.open(perSecond, results, all);
    }

    Series phase(String name, double perSecond) {
        return Series.phase(name, perSecond, results, all);
    }

    private LoadPlan plan(Pace pace) {
        return new LoadPlan(contender.addresses(), connections, pace, PATIENCE);
    }

    private RunResult result(
            Measured measured, Consumption consumption, List<String> findings, Map<String, Double> figures) {
        Map<String, Long> statuses = new TreeMap<>();
        measured.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
        Map<String, Percentiles> byOperation = new TreeMap<>();
        measured.byOperation()
                .forEach((operation, latencies) -> byOperation.put(operation.name(), Percentiles.of(latencies)));
        double seconds = measured.elapsed().toNanos() / NANOS_PER_SECOND;
        double answers = Math.max(1, measured.expected());
        return new RunResult(
                results.size() + 1,
                seconds,
                measured.expected(),
                measured.perSecond(),
                statuses,
                measured.errors(),
                measured.reconnections(),
                Percentiles.of(measured.fromDue()),
                Percentiles.of(measured.fromSent()),
                byOperation,
                measured.lastOfStatus().getOrDefault(CREATED, Duration.ZERO).toNanos() / NANOS_PER_SECOND,
                new Cost(
                        consumption.nodeMicros() / answers,
                        consumption.postgresMicros() / answers,
                        consumption.generatorMicros() / answers,
                        consumption.otherMicros() / answers),
                consumption.stolenMicros()
                        / (Math.max(seconds, 1e-3)
                                * MICROS_PER_SECOND
                                * Runtime.getRuntime().availableProcessors()),
                consumption.nodePeakBytes() / BYTES_PER_MEGABYTE,
                findings,
                figures);
    }
}
