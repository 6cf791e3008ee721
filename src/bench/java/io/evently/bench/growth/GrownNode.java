package io.evently.bench.growth;

import io.evently.NodeDefaults;
import io.evently.bench.load.LoadGenerator;
import io.evently.bench.load.LoadPlan;
import io.evently.bench.load.Measured;
import io.evently.bench.load.Pace;
import io.evently.bench.load.Workload;
import io.evently.bench.node.Launch;
import io.evently.bench.node.NodeProcess;
import io.evently.bench.node.Servers;
import io.evently.bench.stage.Administrator;
import io.evently.booking.service.FlushFloor;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A node with databases that can be filled behind its back. Blocks; one thread at a time. */
final class GrownNode implements AutoCloseable {
    // Rows by the million are made, vacuumed and checked in single statements.
    private static final Duration STATEMENT_LIMIT = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FINDINGS_TOLD = 5;

    private final GrowthPlan plan;
    private final Servers servers;
    private final String databaseUrl;
    private final NodeProcess node;
    private final Databases databases;
    private final LoadGenerator generator;
    private final Random random;
    private final Administrator administrator;
    private final Seed seed;
    private final FlushFloor floor;
    private final List<String> findings = new ArrayList<>();

    private GrownNode(
            GrowthPlan plan,
            Servers servers,
            String databaseUrl,
            NodeProcess node,
            Databases databases,
            Vertx vertx,
            LoadGenerator generator) {
        Clock clock = Clock.systemUTC();
        this.plan = plan;
        this.servers = servers;
        this.databaseUrl = databaseUrl;
        this.node = node;
        this.databases = databases;
        this.generator = generator;
        this.random = new Random(plan.seed());
        this.administrator = Administrator.signIn(node.uri(), clock, random);
        this.seed = new Seed(databases.shards(), clock, random);
        this.floor = new FlushFloor(vertx, databases.shards(), clock, new Random(plan.seed()));
    }

    /** Starts the service on fresh databases. */
    static GrownNode start(GrowthPlan plan, Servers servers, Vertx vertx, LoadGenerator generator) {
        String databaseUrl = servers.freshDatabaseUrl();
        try {
            Map<String, String> environment = servers.environment(databaseUrl);
            NodeProcess node = NodeProcess.start(
                    Launch.ofProduct(plan.jar(), plan.jvmFlags(), Map.of()),
                    environment,
                    plan.directory().resolve("nodes"));
            try {
                return new GrownNode(
                        plan,
                        servers,
                        databaseUrl,
                        node,
                        Databases.open(vertx, patient(databaseUrl)),
                        vertx,
                        generator);
            } catch (RuntimeException e) {
                node.close();
                throw e;
            }
        } catch (RuntimeException e) {
            servers.drop(databaseUrl);
            throw e;
        }
    }

    Administrator administrator() {
        return administrator;
    }

    Seed seed() {
        return seed;
    }

    Random random() {
        return random;
    }

    /** Asks for a while and keeps nothing but the errors. */
    void warmUp(Workload workload, int connections) {
        Measured ignored = measured(workload, connections, Pace.Closed.lasting(plan.warmUp()));
    }

    /** A figure of so many runs as planned. */
    Figure figure(long size, Supplier<? extends Workload> workloads, int connections, Pace pace) {
        List<Measured> runs = new ArrayList<>();
        for (int run = 0; run < plan.runs(); run++) {
            runs.add(measured(workloads.get(), connections, pace));
        }
        return Figure.of(size, runs);
    }

    /** The statement of the lanes alone, one after the other, without the node. */
    Figure flushAlone(long size, int batch) {
        return Figure.of(
                size,
                floor.flushAlone(batch, plan.time().dividedBy(2), plan.time(), plan.runs())
                        .await());
    }

    /** Everything that went wrong so far, a sentence each; reads whole tables. */
    List<String> findings() {
        List<String> all = new ArrayList<>(findings);
        List<Violation> violations =
                new InvariantChecker(databases.shards()).check().await();
        violations.stream().limit(FINDINGS_TOLD).map(Violation::toString).forEach(all::add);
        if (violations.size() > FINDINGS_TOLD) {
            all.add("and " + (violations.size() - FINDINGS_TOLD) + " more violated invariants");
        }
        return all;
    }

    @Override
    public void close() {
        try (node) {
            databases.close().await();
        } finally {
            servers.drop(databaseUrl);
        }
    }

    private Measured measured(Workload workload, int connections, Pace pace) {
        Measured measured = generator.run(new LoadPlan(List.of(node.address()), connections, pace, PATIENCE), workload);
        new TreeMap<>(measured.errors()).forEach((what, count) -> findings.add(count + " × " + what));
        if (measured.expected() == 0) {
            findings.add("nothing was answered");
        }
        return measured;
    }

    private static StorageConfig patient(String databaseUrl) {
        StorageConfig usual = NodeDefaults.storage(databaseUrl);
        return new StorageConfig(
                databaseUrl,
                null,
                List.of(),
                usual.shardCount(),
                usual.poolSize(),
                usual.flushPoolSize(),
                usual.maxWaiting(),
                usual.connectTimeout(),
                STATEMENT_LIMIT,
                usual.flushTimeout());
    }
}
