package io.evently.bench.growth;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Compares the cost of requests beside few rows and beside many. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Compares what requests cost beside few rows and beside very many.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every figure may be believed",
            "1:there were errors or a broken invariant",
            "2:the command line is wrong"
        })
public final class GrowthCommand implements Callable<Integer> {
    private static final int BELIEVED = 0;
    private static final int FAILED = 1;
    private static final long MILLIS_PER_SECOND = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--compare",
            split = ",",
            defaultValue = Comparison.ALL,
            description = "What is compared, in this order. Default: ${DEFAULT-VALUE}")
    private List<String> comparisons = List.of();

    @Option(
            names = "--bookings",
            defaultValue = "10000000",
            description = "Very many bookings, about 1 kB of disk each; compared with 10. Default: ${DEFAULT-VALUE}")
    private long bookings;

    @Option(
            names = "--events",
            defaultValue = "100000",
            description = "Many events; compared with 100. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--user-bookings",
            defaultValue = "10000",
            description = "Many bookings of one user; compared with 10. Default: ${DEFAULT-VALUE}")
    private int userBookings;

    @Option(
            names = "--hot-events",
            defaultValue = "1000",
            description = "Many events booked at once; compared with one. Default: ${DEFAULT-VALUE}")
    private int hotEvents;

    @Option(
            names = "--hot-rate",
            defaultValue = "0",
            description = "Bookings per second at which hot events are compared; 0: half of what can be had."
                    + " Default: ${DEFAULT-VALUE}")
    private double hotRate;

    @Option(
            names = "--connections",
            defaultValue = "4",
            description = "Few connections, to see what a request costs. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--hot-connections",
            defaultValue = "256",
            description = "Connections that book hot events. Default: ${DEFAULT-VALUE}")
    private int hotConnections;

    @Option(names = "--runs", defaultValue = "3", description = "Measured runs of each. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of a run. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--warmup",
            defaultValue = "15",
            description = "Seconds of load before a comparison. Default: ${DEFAULT-VALUE}")
    private double warmUp;

    @Option(
            names = "--jvm",
            defaultValue = "",
            description = "JVM flags of the nodes over those of bin/evently, in one word of your shell.")
    private String jvm = "";

    @Option(names = "--database-url", description = "A PostgreSQL whose user may make databases. Default: an own one")
    private @Nullable String databaseUrl;

    @Option(names = "--redis-url", description = "The Redis that goes with --database-url.")
    private @Nullable String redisUrl;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where growth.json, logs and the own servers' data go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Option(names = "--seed", defaultValue = "1", description = "Of users, events and arrivals.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        GrowthResult result = new GrowthRun(plan(), Clock.systemUTC(), said -> {
                    terminal.println(said);
                    terminal.flush();
                })
                .play();
        result.print(terminal);
        result.write(out.resolve("growth.json"));
        terminal.println("Written to " + out.resolve("growth.json") + '.');
        terminal.flush();
        return result.findings().isEmpty() ? BELIEVED : FAILED;
    }

    private GrowthPlan plan() {
        Path jar = Path.of(System.getProperty("evently.jar", "target/evently.jar"));
        if (!Files.exists(jar)) {
            throw wrong("There is no " + jar + ": build it first, or name it with -Devently.jar.");
        }
        try {
            return new GrowthPlan(
                    Comparison.named(comparisons),
                    bookings,
                    events,
                    userBookings,
                    hotEvents,
                    hotRate,
                    connections,
                    hotConnections,
                    runs,
                    duration(seconds),
                    duration(warmUp),
                    jvm.isBlank() ? List.of() : List.of(jvm.strip().split(" +", -1)),
                    jar,
                    out.toAbsolutePath(),
                    databaseUrl,
                    redisUrl,
                    seed);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Duration duration(double inSeconds) {
        return Duration.ofMillis(Math.round(inSeconds * MILLIS_PER_SECOND));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(requireNonNull(spec, "run by picocli").commandLine(), sentence);
    }
}
