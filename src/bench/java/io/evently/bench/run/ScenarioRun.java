package io.evently.bench.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.bench.load.Arrivals;
import io.evently.bench.load.LoadException;
import io.evently.bench.load.LoadGenerator;
import io.evently.bench.load.Pace;
import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeException;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import io.evently.bench.profile.Category;
import io.evently.bench.profile.ProfileException;
import io.evently.bench.profile.Profiler;
import io.evently.bench.profile.Shares;
import io.evently.bench.result.ContenderResult;
import io.evently.bench.result.Contenders;
import io.evently.bench.result.CostShare;
import io.evently.bench.result.ScenarioResult;
import io.evently.bench.result.Series;
import io.evently.bench.result.Spread;
import io.evently.bench.scenario.Scenario;
import io.evently.bench.stage.StageException;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays one scenario with all its contenders, who take turns, so that what disturbs the machine disturbs them alike. */
final class ScenarioRun {
    private final Scenario scenario;
    private final Plan plan;
    private final Servers servers;
    private final LoadGenerator generator;
    private final Vertx vertx;
    private final Progress progress;
    private final Optional<Long> postmaster;

    ScenarioRun(
            Scenario scenario, Plan plan, Servers servers, LoadGenerator generator, Vertx vertx, Progress progress) {
        this.scenario = scenario;
        this.plan = plan;
        this.servers = servers;
        this.generator = generator;
        this.vertx = vertx;
        this.progress = progress;
        this.postmaster = servers.postmaster();
    }

    /** Plays it to its end, or says in the result why that was not possible. */
    ScenarioResult play() {
        progress.scenario(scenario);
        List<Contender> contenders = new ArrayList<>();
        List<ContenderResult> results = new ArrayList<>();
        String failure = null;
        try {
            if (scenario.onlyStarts()) {
                results.add(starts());
            } else {
                start(contenders);
                results.addAll(scenario.inPhases() ? phases(contenders) : played(contenders));
            }
        } catch (LoadException | NodeException | StageException | ProfileException | BooksException e) {
            failure = e.getMessage();
        }
        for (Contender contender : contenders) {
            try {
                contender.close();
            } catch (NodeException e) {
                failure = e.getMessage();
            }
        }
        return new ScenarioResult(
                scenario.label(), scenario.description(), plan.connectionsOf(scenario), results, failure);
    }

    private void start(List<Contender> contenders) {
        Launch product = product();
        contenders.add(started(Contenders.EVENTLY, 1, product));
        Path against = plan.against();
        if (against != null) {
            contenders.add(started(Contenders.AGAINST, 1, Launch.ofProduct(against, plan.jvmFlags(), against())));
        }
        if (scenario.comparesNodes()) {
            contenders.add(started(Contenders.TWO_NODES, 2, product));
        }
        if (plan.baseline() && scenario.hasBaseline()) {
            contenders.add(started(Contenders.BASELINE, 1, Launch.ofBaseline(plan.jvmFlags(), plan.environment())));
        }
    }

    private Contender started(String name, int nodes, Launch launch) {
        return Contender.start(name, nodes, launch, plan, servers, vertx);
    }

    private Launch product() {
        List<String> flags = new ArrayList<>(plan.jvmFlags());
        if (plan.profile()) {
            flags.addAll(Profiler.FLAGS);
        }
        return Launch.ofProduct(plan.jar(), flags, environment());
    }

    // An older build may not know what a newer one is told, but these scenarios are about what it does with mails.
    private Map<String, String> against() {
        return scenario.inPhases() ? environment() : plan.environment();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(plan.environment());
        // A few people make all the bookings, and each booking is to cost its mail.
        environment.putIfAbsent("EVENTLY_DELIVERY_MAILS_PER_DAY", "1000000");
        if (scenario.inPhases()) {
            environment.putIfAbsent("EVENTLY_LIVE_SOCKETS_PER_ADDRESS", "1000000");
            environment.putIfAbsent("EVENTLY_HTTP_CONNECTIONS_PER_ADDRESS", "1000000");
        }
        return environment;
    }

    private List<ContenderResult> phases(List<Contender> contenders) {
        Map<Contender, List<String>> warmUps = new HashMap<>();
        List<Phased> all = new ArrayList<>();
        for (Contender contender : contenders) {
            all.add(phased(contender));
            warmUps.put(contender, plan.warmUp().isZero() ? List.of() : warmedUp(contender, contenders));
        }
        for (int run = 0; run < plan.runs(); run++) {
            int number = run;
            for (Phased phased : all) {
                alone(phased.contender(), contenders, () -> {
                    phased.run(number);
                    return phased;
                });
            }
        }
        return all.stream()
                .map(phased -> new ContenderResult(
                        phased.contender().name(),
                        phased.contender().startToReadyMillis(),
                        warmUps.getOrDefault(phased.contender(), List.of()),
                        phased.series(),
                        List.of()))
                .toList();
    }

    private Phased phased(Contender contender) {
        RunsOf runs = (of, connections) -> new Runs(of, generator, postmaster, connections);
        int connections = plan.connectionsOf(scenario);
        return scenario == Scenario.STEADY
                ? new Steady(plan, runs, contender, progress, connections)
                : new AfterRush(plan, runs, contender, progress, postmaster, connections);
    }

    private List<String> warmedUp(Contender contender, List<Contender> contenders) {
        progress.warmUp(contender.name(), plan.warmUp());
        return alone(
                contender,
                contenders,
                () -> runs(contender).load(scenario.warmUp(), Pace.Closed.lasting(plan.warmUp())));
    }

    private List<ContenderResult> played(List<Contender> contenders) {
        List<Runs> closed = new ArrayList<>();
        Map<Contender, List<String>> warmUps = new HashMap<>();
        for (Contender contender : contenders) {
            Runs runs = runs(contender);
            closed.add(runs);
            if (!plan.warmUp().isZero()) {
                warmUps.put(contender, warmedUp(contender, contenders));
            }
        }
        for (int run = 0; run < plan.runs(); run++) {
            for (Runs runs : closed) {
                progress.ran(
                        runs.contender().name(),
                        Series.CLOSED,
                        alone(runs.contender(), contenders, () -> runs.run(scenario, pace())));
            }
        }
        List<ContenderResult> results = new ArrayList<>();
        for (Runs runs : closed) {
            Contender contender = runs.contender();
            List<Series> series = new ArrayList<>();
            series.add(runs.closed());
            if (contender.name().equals(Contenders.EVENTLY) && scenario.alsoOpen() && plan.openShare() > 0) {
                series.add(
                        alone(contender, contenders, () -> open(contender, runs.medianPerSecond() * plan.openShare())));
            }
            results.add(new ContenderResult(
                    contender.name(),
                    contender.startToReadyMillis(),
                    warmUps.getOrDefault(contender, List.of()),
                    series,
                    profile(runs)));
        }
        return results;
    }

    // What a build still has to do after its run, such as telling people, must not be charged to the other's.
    @CanIgnoreReturnValue
    private static <T> T alone(Contender contender, List<Contender> contenders, Supplier<T> play) {
        List<Contender> others =
                contenders.stream().filter(other -> other != contender).toList();
        others.forEach(Contender::pause);
        try {
            return play.get();
        } finally {
            others.forEach(Contender::resume);
        }
    }

    private List<CostShare> profile(Runs measured) {
        Contender contender = measured.contender();
        if (!plan.profile() || !contender.name().equals(Contenders.EVENTLY)) {
            return List.of();
        }
        progress.profiling();
        double nodeMicros = measured.closed().summary().cost().node();
        Path collapsed = plan.directory().resolve(scenario.label() + ".collapsed");
        Profiler profiler = Profiler.start(contender.pids().get(0), plan.directory());
        List<String> errors = runs(contender).load(scenario, pace());
        profiler.stop(collapsed);
        progress.profiled(collapsed, errors);
        return Shares.of(collapsed).entrySet().stream()
                .sorted(Map.Entry.<Category, Double>comparingByValue().reversed())
                .map(share -> new CostShare(share.getKey().label(), share.getValue(), share.getValue() * nodeMicros))
                .toList();
    }

    private Runs runs(Contender contender) {
        return new Runs(contender, generator, postmaster, plan.connectionsOf(scenario));
    }

    private Pace pace() {
        return scenario.requests().isPresent()
                ? Pace.Closed.of(scenario.requests().getAsLong())
                : Pace.Closed.lasting(plan.time());
    }

    private Series open(Contender contender, double perSecond) {
        Runs runs = runs(contender);
        if (perSecond > 0) {
            for (int run = 0; run < plan.runs(); run++) {
                Pace pace = new Pace.Open(perSecond, plan.time(), Arrivals.POISSON, plan.seed() + run);
                progress.ran(contender.name(), Series.OPEN, runs.run(scenario, pace));
            }
        }
        return runs.open(perSecond);
    }

    // The first start makes the databases and does not count.
    private ContenderResult starts() {
        String databaseUrl = servers.freshDatabaseUrl();
        double[] millis = new double[plan.runs()];
        try {
            for (int run = -1; run < plan.runs(); run++) {
                try (NodeProcess node = NodeProcess.start(
                        product(),
                        servers.environment(databaseUrl),
                        plan.directory().resolve("nodes"))) {
                    if (run >= 0) {
                        millis[run] = node.startToReady().toMillis();
                        progress.started(millis[run]);
                    }
                }
            }
        } finally {
            servers.drop(databaseUrl);
        }
        return new ContenderResult(Contenders.EVENTLY, Spread.of(millis), List.of(), List.of(), List.of());
    }
}
