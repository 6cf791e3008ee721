package io.evently.bench.run;

import io.evently.bench.load.LoadGenerator;
import io.evently.bench.node.Servers;
import io.evently.bench.result.BenchmarkResult;
import io.evently.bench.result.ScenarioResult;
import io.evently.bench.scenario.Scenario;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays a whole plan. Blocks. */
public final class BenchmarkRun {
    private final Plan plan;
    private final Clock clock;
    private final Progress progress;

    /** @param out where progress is told */
    public BenchmarkRun(Plan plan, Clock clock, PrintWriter out) {
        this.plan = plan;
        this.clock = clock;
        this.progress = new Progress(out);
    }

    /** Whatever goes wrong in a scenario is part of the result; only servers that do not start are not. */
    public BenchmarkResult play() {
        String startedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Servers servers = servers();
                LoadGenerator generator = new LoadGenerator()) {
            Map<String, String> postgres = servers.settings();
            List<ScenarioResult> results = new ArrayList<>();
            for (Scenario scenario : plan.scenarios()) {
                results.add(new ScenarioRun(scenario, plan, servers, generator, vertx, progress).play());
            }
            return new BenchmarkResult(startedAt, Machine.describe(), postgres, settings(), results);
        } finally {
            vertx.close().await();
        }
    }

    private Servers servers() {
        return plan.databaseUrl() == null
                ? Servers.start(plan.directory().resolve("data"))
                : Servers.given(plan.databaseUrl(), plan.redisUrl());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "runs", Integer.toString(plan.runs()),
                "seconds of a run", Double.toString(plan.time().toMillis() / 1e3),
                "seconds of warm-up", Double.toString(plan.warmUp().toMillis() / 1e3),
                "users", Integer.toString(plan.users()),
                "idempotency keys", plan.keys() ? "every booking and cancellation carries one" : "none",
                "load of the open loop", plan.openShare() + " of the measured capacity, Poisson arrivals",
                "flags of the nodes' JVM", String.join(" ", plan.jvmFlags()),
                "settings of the nodes", plan.environment().toString(),
                "servers", plan.databaseUrl() == null ? "started by the benchmark" : "given"));
        settings.put("bookings of the on-sale", Integer.toString(plan.rush().bookings()));
        settings.put(
                "seconds of readers after it",
                Double.toString(plan.rush().after().toMillis() / 1e3));
        settings.put("steady rates", plan.rush().rates().toString());
        return settings;
    }
}
