package io.evently.bench.waitlist;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Holds the estimates of the waitlist to what then happens. */
@Command(
        name = "waitlist",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Plays events that sell out, and compares what those who wait are told with what they get.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every figure may be believed",
            "1:a rule of the waitlist was broken",
            "2:the command line is wrong"
        })
public final class WaitlistCommand implements Callable<Integer> {
    private static final int BELIEVED = 0;
    private static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seeds",
            defaultValue = "5",
            description = "Categories of events, each of which learns for itself. Default: ${DEFAULT-VALUE}")
    private int seeds;

    @Option(names = "--runs", defaultValue = "200", description = "Events of each. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seed", defaultValue = "1001", description = "The first seed. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where waitlist.json goes. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        Simulation simulation = simulation();
        WaitlistResult result = new WaitlistResult(
                simulation, Scenario.all().stream().map(simulation::play).toList());
        result.print(terminal);
        result.write(out.resolve("waitlist.json"));
        terminal.println("Written to " + out.resolve("waitlist.json") + '.');
        terminal.flush();
        return result.believable() ? BELIEVED : FAILED;
    }

    private Simulation simulation() {
        try {
            return new Simulation(seed, seeds, runs);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    requireNonNull(spec, "run by picocli").commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
