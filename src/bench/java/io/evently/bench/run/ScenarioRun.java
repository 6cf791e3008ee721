package io.evently.bench.run;

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
                results.addAll(played(contenders));
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
            contenders.add(
                    started(Contenders.AGAINST, 1, Launch.ofProduct(against, plan.jvmFlags(), plan.environment())));
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
        Map<String, String> environment = new HashMap<>(plan.environment());
        // A few people make all the bookings, and each booking is to cost its mail.
        environment.putIfAbsent("EVENTLY_DELIVERY_MAILS_PER_DAY", "1000000");
        return Launch.ofProduct(plan.jar(), flags, environment);
    }

    private List<ContenderResult> played(List<Contender> contenders) {
        List<Runs> closed = new ArrayList<>();
        Map<Contender, List<String>> warmUps = new HashMap<>();
        for (Contender contender : contenders) {
            Runs runs = runs(contender);
            closed.add(runs);
            if (!plan.warmUp().isZero()) {
                progress.warmUp(contender.name(), plan.warmUp());
                warmUps.put(
                        contender,
                        alone(
                                contender,
                                contenders,
                                () -> runs.load(scenario.warmUp(), Pace.Closed.lasting(plan.warmUp()))));
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
