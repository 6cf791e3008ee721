package io.evently.bench.run;

import io.evently.bench.load.Measured;
import io.evently.bench.load.Operation;
import io.evently.bench.load.Pace;
import io.evently.bench.node.Consumption;
import io.evently.bench.node.Meter;
import io.evently.bench.result.Figures;
import io.evently.bench.result.Percentiles;
import io.evently.bench.result.Series;
import io.evently.bench.run.ConfirmationRepository.Sent;
import io.evently.bench.run.ConfirmationRepository.Written;
import io.evently.bench.scenario.Phases;
import io.evently.bench.scenario.Play;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Readers when all is quiet, an on-sale, and readers again while its confirmations go out. When nobody reads, what the
 * confirmations cost.
 */
final class AfterRush implements Phased {
    private static final int READERS = 64;
    private static final double LEAST_TOLD = 0.005;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Plan plan;
    private final Contender contender;
    private final Phases phases;
    private final Progress progress;
    private final Optional<Long> postmaster;
    private final Runs quiet;
    private final Runs rush;
    private final Runs after;

    AfterRush(Plan plan, RunsOf runs, Contender contender, Progress progress, Optional<Long> postmaster, int buying) {
        int reading = plan.connections() == 0 ? READERS : plan.connections();
        this.plan = plan;
        this.contender = contender;
        this.phases = new Phases(contender.stage(), buying);
        this.progress = progress;
        this.postmaster = postmaster;
        this.quiet = runs.with(contender, reading);
        this.rush = runs.with(contender, buying);
        this.after = runs.with(contender, reading);
    }

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public void run(int number) {
        Duration reading = plan.rush().after();
        Play onSale = phases.rush(plan.rush().bookings());
        try (Confirmations confirmations = contender.confirmations()) {
            Duration before = confirmations.untilOut();
            progress.waited(contender.name(), before);
            if (!reading.isZero()) {
                read(quiet, Series.QUIET, plan.time());
            }
            Pauses.of(plan.rush().settling());
            Map<String, Written> unwritten = confirmations.written();
            Runs.Taken sold = rush.take(onSale, Pace.Closed.of(plan.rush().bookings()));
            Map<String, Double> figures = new LinkedHashMap<>();
            if (reading.isZero()) {
                figures.putAll(costs(confirmations, onSale));
            } else {
                Instant end = Instant.now();
                read(after, Series.AFTER, reading);
                Instant left = Instant.now();
                progress.waited(contender.name(), confirmations.untilOut());
                Sent sent = confirmations.sent(onSale.events(), left);
                figures.put(Figures.LAST_OUT, seconds(end, sent));
                figures.put("confirmations open when the readers left", (double) sent.mails());
            }
            Pauses.of(plan.rush().settling());
            figures.putAll(rows(unwritten, confirmations.written()));
            progress.ran(contender.name(), Series.RUSH, rush.keep(sold, contender.findings(onSale), figures));
        }
    }

    @Override
    public List<Series> series() {
        List<Series> series = new ArrayList<>();
        series.add(rush.phase(Series.RUSH, 0));
        if (!plan.rush().after().isZero()) {
            series.add(quiet.phase(Series.QUIET, 0));
            series.add(after.phase(Series.AFTER, 0));
        }
        return series;
    }

    private void read(Runs runs, String phase, Duration time) {
        Runs.Taken taken = runs.take(phases.readers(), Pace.Closed.lasting(time));
        progress.ran(contender.name(), phase, runs.keep(taken, List.of(), byOperation(taken.measured())));
    }

    private Map<String, Double> costs(Confirmations confirmations, Play onSale) {
        Instant end = Instant.now();
        Meter meter = Meter.start(contender.pids(), postmaster);
        long log = confirmations.log();
        progress.waited(contender.name(), confirmations.untilOut());
        Consumption consumption = meter.stop();
        double logged = (double) confirmations.log() - log;
        Sent sent = confirmations.sent(onSale.events(), end);
        double open = Math.max(1, sent.mails());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Figures.LAST_OUT, seconds(end, sent));
        figures.put("confirmations open when all was sold", open);
        figures.put(Figures.COST, (consumption.nodeMicros() + consumption.postgresMicros()) / open);
        figures.put("µs of node a confirmation", consumption.nodeMicros() / open);
        figures.put("µs of PostgreSQL a confirmation", consumption.postgresMicros() / open);
        figures.put("bytes of log a confirmation", logged / open);
        return figures;
    }

    private static double seconds(Instant from, Sent sent) {
        return sent.last()
                .map(last -> Math.max(0, Duration.between(from, last).toNanos() / NANOS_PER_SECOND))
                .orElse(0.0);
    }

    // From before the on-sale until all is out, so that booking and confirmation are in it.
    private Map<String, Double> rows(Map<String, Written> before, Map<String, Written> after) {
        double bookings = plan.rush().bookings();
        Map<String, Double> figures = new LinkedHashMap<>();
        after.forEach((table, now) -> {
            Written then = before.getOrDefault(table, new Written(table, 0, 0, 0, 0));
            put(figures, table + ": rows inserted a booking", (now.inserted() - then.inserted()) / bookings);
            put(figures, table + ": rows updated a booking", (now.updated() - then.updated()) / bookings);
            put(figures, table + ": of these without an index entry", (now.hot() - then.hot()) / bookings);
            put(figures, table + ": rows deleted a booking", (now.deleted() - then.deleted()) / bookings);
        });
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, double value) {
        if (value >= LEAST_TOLD) {
            figures.put(name, value);
        }
    }

    private static Map<String, Double> byOperation(Measured measured) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double seconds = measured.elapsed().toNanos() / NANOS_PER_SECOND;
        for (Operation operation : List.of(Operation.LIST, Operation.EVENT)) {
            Histogram latencies = measured.byOperation().get(operation);
            if (latencies != null) {
                String name = operation.name();
                figures.put(Figures.of(name, Figures.PER_SECOND), latencies.getTotalCount() / seconds);
                figures.put(
                        Figures.of(name, "ms p50"), Percentiles.of(latencies).p50());
                figures.put(
                        Figures.of(name, Figures.P99_MILLIS),
                        Percentiles.of(latencies).p99());
            }
        }
        return figures;
    }
}
