package io.evently.bench;

import io.evently.bench.report.Reports;
import io.evently.bench.result.BenchmarkResult;
import io.evently.bench.run.BenchmarkRun;
import io.evently.bench.run.Plan;
import io.evently.bench.run.Rush;
import io.evently.bench.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Plays scenarios against nodes of its own and reports. Missed targets are no failure; figures not to be believed are. */
@Command(
        name = RunCommand.NAME,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Plays scenarios against nodes of its own and reports what they came to.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every figure may be believed, whether it reaches its target or not",
            "1:there were errors or a broken invariant, or a scenario could not be played",
            "2:the command line is wrong"
        })
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    private static final int BELIEVED = 0;
    private static final int FAILED = 1;
    private static final int QUICK_CONNECTIONS = 16;
    private static final int QUICK_USERS = 50;
    private static final long MILLIS_PER_SECOND = 1_000;
    // Ten bookings: the first is due after a second.
    private static final Duration LONE = Duration.ofMillis(10_500);
    // PostgreSQL's idle connections count what they wrote after ten seconds.
    private static final Duration SETTLING = Duration.ofSeconds(11);
    private static final Rush QUICK_RUSH =
            new Rush(200, Duration.ofSeconds(1), List.of(50.0), Duration.ofSeconds(2), Duration.ZERO);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "hot,spread,mixed,sellout,churn,oneevent,event,list,login,twonodes,start",
            description =
                    "What is played, in this order; there are afterrush and steady as well. Default: ${DEFAULT-VALUE}")
    private List<String> scenarios = List.of();

    @Option(names = "--runs", defaultValue = "5", description = "Measured runs of each. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seconds", defaultValue = "10", description = "Length of a run. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--warmup",
            defaultValue = "40",
            description = "Seconds of load before the first run. Default: ${DEFAULT-VALUE}")
    private double warmUp;

    @Option(
            names = "--connections",
            defaultValue = "0",
            description = "Connections of each scenario; 0 leaves each its usual number. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--baseline", description = "Let the plain way play, too: hot and spread.")
    private boolean baseline;

    @Option(
            names = "--against",
            description = "The jar of another build, bin/evently beside its directory: plays every scenario in turn.")
    private @Nullable Path against;

    @Option(
            names = "--users",
            defaultValue = "2000",
            description = "Users over whom bookings are spread. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(names = "--no-keys", description = "Book without Idempotency-Key; otherwise every booking carries one.")
    private boolean withoutKeys;

    @Option(
            names = "--open-share",
            defaultValue = "0.7",
            description =
                    "Load of the open loop as a share of the measured capacity; 0: none. Default: ${DEFAULT-VALUE}")
    private double openShare;

    @Option(
            names = "--jvm",
            defaultValue = "",
            description = "JVM flags of the nodes over those of bin/evently, in one word of your shell.")
    private String jvm = "";

    @Option(names = "--env", description = "An environment variable of the nodes: --env EVENTLY_HTTP_INSTANCES=1")
    private Map<String, String> environment = new HashMap<>();

    @Option(names = "--database-url", description = "A PostgreSQL whose user may make databases. Default: an own one")
    private @Nullable String databaseUrl;

    @Option(names = "--redis-url", description = "The Redis that goes with --database-url.")
    private @Nullable String redisUrl;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description =
                    "Where result.json, report.html, logs and the own servers' data go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Option(
            names = "--profile",
            description = "Play each scenario once more under a profiler and share out the cost of a request.")
    private boolean profile;

    @Option(names = "--seed", defaultValue = "1", description = "Of users, events and arrivals.")
    private long seed;

    @Option(
            names = "--rush",
            defaultValue = "50000",
            description = "afterrush: bookings of the on-sale, by half as many users. Default: ${DEFAULT-VALUE}")
    private int rush;

    @Option(
            names = "--after",
            defaultValue = "120",
            description = "afterrush: seconds that readers read after it; 0: nobody does, and what the confirmations"
                    + " cost is measured. Default: ${DEFAULT-VALUE}")
    private double after;

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "50,500,2000",
            description =
                    "steady: bookings a second, each rate for --seconds, then a lone one a second. Default: ${DEFAULT-VALUE}")
    private List<Double> rates = List.of();

    @Option(
            names = "--quick",
            description = "One run of a second and few connections: shows that everything works, measures nothing.")
    private boolean quick;

    @Override
    public Integer call() {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        BenchmarkResult result = new BenchmarkRun(plan(), Clock.systemUTC(), terminal).play();
        Reports.show(result, terminal, out);
        terminal.println("Written to " + out.resolve("result.json") + " and " + out.resolve("report.html") + '.');
        terminal.flush();
        return result.failures().isEmpty() ? BELIEVED : FAILED;
    }

    private Plan plan() {
        Path jar = Path.of(System.getProperty("evently.jar", "target/evently.jar"));
        if (!Files.exists(jar)) {
            throw wrong("There is no " + jar + ": build it first, or name it with -Devently.jar.");
        }
        if (against != null && !Files.exists(against)) {
            throw wrong("There is no " + against + '.');
        }
        try {
            return new Plan(
                    scenarios.stream().map(Scenario::named).toList(),
                    quick ? 1 : runs,
                    quick ? Duration.ofSeconds(1) : duration(seconds),
                    quick ? Duration.ofSeconds(1) : duration(warmUp),
                    quick ? QUICK_CONNECTIONS : connections,
                    baseline,
                    quick ? QUICK_USERS : users,
                    !withoutKeys,
                    openShare,
                    jvm.isBlank() ? List.of() : List.of(jvm.strip().split(" +", -1)),
                    environment,
                    jar,
                    against,
                    out.toAbsolutePath(),
                    databaseUrl,
                    redisUrl,
                    profile,
                    seed,
                    quick ? QUICK_RUSH : rush());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Rush rush() {
        return new Rush(rush, duration(after), rates, LONE, SETTLING);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(requireNonNull(spec, "run by picocli").commandLine(), sentence);
    }
}
