package io.evently.bench;

import io.evently.bench.cost.CostsCommand;
import io.evently.bench.cost.SocketsCommand;
import io.evently.bench.forecast.ForecastCommand;
import io.evently.bench.forecast.SegmentsCommand;
import io.evently.bench.fuzz.FuzzCommand;
import io.evently.bench.growth.GrowthCommand;
import io.evently.bench.pricing.PricingCommand;
import io.evently.bench.waitlist.WaitlistCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The benchmark's command line. Without a name of a command it is {@code run}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures Evently, and what it is measured against.",
        subcommands = {
            RunCommand.class,
            FloorCommand.class,
            GrowthCommand.class,
            CostsCommand.class,
            SocketsCommand.class,
            WaitlistCommand.class,
            PricingCommand.class,
            ForecastCommand.class,
            SegmentsCommand.class,
            FuzzCommand.class,
            HelpCommand.class
        })
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(withCommand(args)));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmark());
    }

    private static String[] withCommand(String[] args) {
        if (args.length > 0 && !args[0].startsWith("--")) {
            return args;
        }
        String[] named = new String[args.length + 1];
        named[0] = RunCommand.NAME;
        System.arraycopy(args, 0, named, 1, args.length);
        return named;
    }
}
