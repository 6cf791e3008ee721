package io.evently.bench.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints what was measured, as a table and as JSON. Mutable, for one thread. */
final class ForecastReport {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int DECIMALS = 2;

    private final Map<String, SortedMap<Integer, Tally>> sets = new LinkedHashMap<>();
    private final Map<String, Instant> starts = new LinkedHashMap<>();

    /** The last line of the output: percent by set and horizon. */
    record Summary(Map<String, Map<String, BigDecimal>> wape, Map<String, Map<String, BigDecimal>> coverage) {}

    /** One horizon of one set, all in percent. */
    record Line(
            int events,
            BigDecimal naive,
            BigDecimal additive,
            BigDecimal multiplicative,
            BigDecimal ours,
            BigDecimal coverage,
            BigDecimal width) {
        static Line of(Tally tally) {
            return new Line(
                    tally.events(),
                    rounded(tally.wape(Baseline.NAIVE)),
                    rounded(tally.wape(Baseline.ADDITIVE)),
                    rounded(tally.wape(Baseline.MULTIPLICATIVE)),
                    rounded(tally.wape()),
                    rounded(tally.coverage()),
                    rounded(tally.relativeWidth()));
        }
    }

    /** A set in the file that is written. */
    record Measured(String testFrom, SortedMap<Integer, Line> horizons) {}

    void add(String set, Instant testFrom, SortedMap<Integer, Tally> tallies) {
        sets.put(set, tallies);
        starts.put(set, testFrom);
    }

    boolean empty() {
        return sets.isEmpty();
    }

    void print(PrintWriter terminal) {
        terminal.println(
                "WAPE in percent; coverage and width are of the 80 % interval, the width in percent of what came.");
        sets.forEach((set, tallies) -> {
            terminal.println();
            terminal.println(set + ", from " + starts.get(set).toString().substring(0, "yyyy-mm-dd".length()));
            terminal.println("days before  events    naive  additive  multiplic.     ours  coverage    width");
            tallies.forEach((horizon, tally) -> {
                Line line = Line.of(tally);
                terminal.println(String.format(
                        Locale.ROOT,
                        "%11d %7d %8s %9s %11s %8s %9s %8s",
                        horizon,
                        line.events(),
                        line.naive(),
                        line.additive(),
                        line.multiplicative(),
                        line.ours(),
                        line.coverage(),
                        line.width()));
            });
        });
        terminal.println();
    }

    void write(Path file) throws IOException {
        Map<String, Measured> written = new LinkedHashMap<>();
        sets.forEach((set, tallies) -> {
            SortedMap<Integer, Line> lines = new TreeMap<>();
            tallies.forEach((horizon, tally) -> lines.put(horizon, Line.of(tally)));
            written.put(set, new Measured(String.valueOf(starts.get(set)), lines));
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), written);
    }

    /** One line of JSON. */
    String summary() throws IOException {
        Map<String, Map<String, BigDecimal>> wape = new LinkedHashMap<>();
        Map<String, Map<String, BigDecimal>> coverage = new LinkedHashMap<>();
        sets.forEach((set, tallies) -> tallies.forEach((horizon, tally) -> {
            wape.computeIfAbsent(set, fresh -> new LinkedHashMap<>()).put(horizon.toString(), rounded(tally.wape()));
            coverage.computeIfAbsent(set, fresh -> new LinkedHashMap<>())
                    .put(horizon.toString(), rounded(tally.coverage()));
        }));
        return JSON.writeValueAsString(new Summary(wape, coverage));
    }

    // A set nobody came to has no error in percent.
    private static BigDecimal rounded(double figure) {
        return Double.isFinite(figure)
                ? BigDecimal.valueOf(figure).setScale(DECIMALS, RoundingMode.HALF_EVEN)
                : BigDecimal.ZERO;
    }
}
