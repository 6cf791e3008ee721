package io.evently.bench.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Holds what is said about customers to published values and to what they bought later. */
@Command(
        name = "segments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Fits the models of purchases and spend to the customers of a folder of data, and compares what the"
                        + " first half of the time lets expect with the second.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:the command line is wrong, or there are no such data"})
public final class SegmentsCommand implements Callable<Integer> {
    private static final int MEASURED = 0;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            description =
                    "Folder of .csv and .csv.gz files: purchases (customer, date, usd), summaries (x, t_x, T, zbar)"
                            + " or both.")
    private Path data = Path.of(".");

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where segments.json goes. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        if (!Files.isDirectory(data)) {
            throw wrong("No such folder: " + data);
        }
        SegmentsResult result = SegmentsResult.of(Table.of(data));
        if (result.empty()) {
            throw wrong("No customers in " + data);
        }
        result.print(terminal);
        result.write(out.resolve("segments.json"));
        terminal.println("Written to " + out.resolve("segments.json") + '.');
        terminal.flush();
        return MEASURED;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(requireNonNull(spec, "run by picocli").commandLine(), why);
    }
}
