package io.evently.bench.forecast;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Holds the forecasts to events that came later. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Forecasts the events of a folder of data as they would have been forecast at the time, and compares"
                        + " with what came. The last line of the output is one JSON object with percentages:"
                        + " {\"wape\":{SET:{DAYS:..}},\"coverage\":{SET:{DAYS:..}}}.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:the command line is wrong, or there are no such data"})
public final class ForecastCommand implements Callable<Integer> {
    private static final int MEASURED = 0;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            description = "Folder of .csv and .csv.gz files. Which of them hold bookings is told by their columns.")
    private @Nullable Path data;

    @Option(
            names = "--test-from",
            paramLabel = "[SET=]DATE",
            description = "The first day whose events are forecast; those before are only learned from. May be given"
                    + " for each set, or for all that begin so. Default: the last third of the time that a set spans"
                    + " (from the first of a month on, if it spans half a year)")
    private List<String> testFrom = List.of();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draws booking curves of made-up events with their intervals into this SVG file.")
    private @Nullable Path picture;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where forecast.json goes. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        if (data == null && picture == null) {
            throw wrong("Say where the data are: --data FOLDER");
        }
        if (picture != null) {
            Files.writeString(picture, CurvePicture.draw());
            terminal.println("Drawn: " + picture + '.');
        }
        if (data != null) {
            measure(data, terminal);
        }
        terminal.flush();
        return MEASURED;
    }

    private void measure(Path folder, PrintWriter terminal) throws IOException {
        ForecastReport report = new ForecastReport();
        TestStart start = start();
        for (CurveSet set : curves(folder)) {
            Instant from = start.of(set);
            SortedMap<Integer, Tally> tallies = RollingOrigin.play(set, from);
            if (!tallies.isEmpty()) {
                report.add(set.name(), from, tallies);
            }
        }
        if (report.empty()) {
            throw wrong("No events to forecast in " + folder);
        }
        report.print(terminal);
        report.write(out.resolve("forecast.json"));
        terminal.println("Written to " + out.resolve("forecast.json") + '.');
        terminal.println(report.summary());
    }

    private List<CurveSet> curves(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw wrong("No such folder: " + folder);
        }
        try {
            return CurveReader.read(Table.of(folder));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong("The data cannot be read: " + e.getMessage());
        }
    }

    private TestStart start() {
        try {
            return new TestStart(testFrom);
        } catch (DateTimeException e) {
            throw wrong("--test-from takes dates such as 2024-06-30: " + e.getMessage());
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(requireNonNull(spec, "run by picocli").commandLine(), why);
    }
}
