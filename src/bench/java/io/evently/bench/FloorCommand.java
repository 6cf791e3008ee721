package io.evently.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evently.NodeDefaults;
import io.evently.bench.node.Servers;
import io.evently.booking.service.FloorPlan;
import io.evently.booking.service.FloorResult;
import io.evently.booking.service.FlushFloor;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Measures the statements alone. What is refused or fails ends it. */
@Command(
        name = "floor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Sends the statements of bookings straight to PostgreSQL, without HTTP, bus, lanes and locks.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured, and all invariants hold", "1:a statement failed, or an invariant is broken"})
final class FloorCommand implements Callable<Integer> {
    private static final Duration STATEMENT_LIMIT = Duration.ofMinutes(10);
    private static final int BELIEVED = 0;
    private static final int FAILED = 1;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--batches",
            split = ",",
            defaultValue = "1,16,64,200",
            description = "Bookings in one statement. Default: ${DEFAULT-VALUE}")
    private List<Integer> batches = List.of();

    @Option(
            names = "--in-flight",
            split = ",",
            defaultValue = "1,2",
            description = "Statements under way at once on each shard. Default: ${DEFAULT-VALUE}")
    private List<Integer> inFlight = List.of();

    @Option(
            names = "--plain-in-flight",
            split = ",",
            defaultValue = "1,6",
            description = "Transactions of the plain way under way at once on each shard; a node's pool has 6"
                    + " connections. Default: ${DEFAULT-VALUE}")
    private List<Integer> plainInFlight = List.of();

    @Option(names = "--runs", defaultValue = "3", description = "Measured runs of each. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of a run. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(names = "--warmup", defaultValue = "2", description = "Seconds before each run. Default: ${DEFAULT-VALUE}")
    private double warmUp;

    @Option(names = "--no-keys", description = "Book without idempotency keys; otherwise every booking has one.")
    private boolean withoutKeys;

    @Option(names = "--database-url", description = "A PostgreSQL whose user may make databases. Default: an own one")
    private @Nullable String databaseUrl;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where floor.json and the own server's data go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    /** What is written. */
    record Floor(
            String startedAt,
            Map<String, String> postgres,
            boolean keys,
            List<FloorResult> results,
            List<String> findings) {}

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        String startedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Path directory = out.toAbsolutePath();
        try (Servers servers =
                databaseUrl == null ? Servers.start(directory.resolve("data")) : Servers.given(databaseUrl, null)) {
            Floor floor = measured(servers, startedAt, clock, terminal);
            terminal.println(FloorResult.heading());
            floor.results().forEach(result -> terminal.println(result.line()));
            floor.findings().forEach(finding -> terminal.println("FAILED  " + finding));
            Files.createDirectories(directory);
            JSON.writeValue(directory.resolve("floor.json").toFile(), floor);
            terminal.println("Written to " + out.resolve("floor.json") + '.');
            terminal.flush();
            return floor.findings().isEmpty() ? BELIEVED : FAILED;
        }
    }

    // A disk that stalls belongs into the figure; a node would give up and look again.
    private static StorageConfig patient(StorageConfig usual) {
        return new StorageConfig(
                usual.url(),
                usual.accounts(),
                usual.shards(),
                usual.shardCount(),
                usual.poolSize(),
                usual.flushPoolSize(),
                usual.maxWaiting(),
                usual.connectTimeout(),
                STATEMENT_LIMIT,
                STATEMENT_LIMIT);
    }

    private Floor measured(Servers servers, String startedAt, Clock clock, PrintWriter terminal) {
        String url = servers.freshDatabaseUrl();
        StorageConfig storage = patient(NodeDefaults.storage(url));
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(Runtime.getRuntime().availableProcessors()));
        try {
            Databases.migrate(storage);
            Databases databases = Databases.open(vertx, storage);
            try {
                List<FloorResult> results = new FlushFloor(vertx, databases.shards(), clock, new Random())
                        .measure(plan(), said -> {
                            terminal.println(said);
                            terminal.flush();
                        })
                        .await();
                List<String> findings = new InvariantChecker(databases.shards())
                        .check().await().stream().map(Violation::toString).toList();
                return new Floor(startedAt, servers.settings(), !withoutKeys, results, findings);
            } finally {
                databases.close().await();
            }
        } finally {
            vertx.close().await();
            servers.drop(url);
        }
    }

    private FloorPlan plan() {
        return new FloorPlan(batches, inFlight, plainInFlight, duration(warmUp), duration(seconds), runs, !withoutKeys);
    }

    private static Duration duration(double inSeconds) {
        return Duration.ofMillis(Math.round(inSeconds * MILLIS_PER_SECOND));
    }
}
