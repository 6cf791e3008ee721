package io.evently.bench.waitlist;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What came of all scenarios. */
record WaitlistResult(Simulation simulation, List<ScenarioResult> scenarios) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    WaitlistResult {
        scenarios = List.copyOf(scenarios);
    }

    /** Whether every rule was kept; a figure of a simulation that breaks them is worth nothing. */
    boolean believable() {
        return scenarios.stream()
                .allMatch(scenario -> scenario.played().violations().equals(Violations.NONE));
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), this);
    }

    void print(PrintWriter out) {
        scenarios.forEach(scenario -> print(out, scenario));
        out.flush();
    }

    private static void print(PrintWriter out, ScenarioResult result) {
        line(
                out,
                "%n%s: %,d events, %,d joiners, %,d seats freed",
                result.scenario(),
                result.events(),
                result.played().joiners(),
                result.played().freedSeats());
        line(out, "  %-52s %10s %10s %8s", "", "on joining", "later", "target");
        score(out, result.joining(), result.later());
        line(
                out,
                "  seed by seed, on joining: skill %.3f-%.3f, calibration error %.3f-%.3f",
                result.skills().min(),
                result.skills().max(),
                result.calibrationErrors().min(),
                result.calibrationErrors().max());
        line(out, "  %-52s %10.3f", "offers taken", result.acceptance());
        line(out, "  %-52s %10.3f", "bookings per joiner", result.bookingsPerJoiner());
        line(out, "  %-52s %10.3f", "recapture", result.recapture());
        line(
                out,
                "  %-52s %10.3f %10s %8s",
                "recapture where the list wants twice what comes back",
                result.recaptureMuchWanted(),
                "",
                ">= 0.800");
        line(
                out,
                "  %-52s %10d of %,d steps",
                "rules broken",
                broken(result),
                result.played().steps());
        line(out, "  %-16s %10s %10s %10s", "stated on joining", "forecasts", "mean", "happened");
        for (Reliability bin : result.joining().reliability()) {
            line(
                    out,
                    "  %6.1f - %-8.1f %10d %10.3f %10.3f",
                    bin.from(),
                    bin.to(),
                    bin.forecasts(),
                    bin.stated(),
                    bin.happened());
        }
    }

    private static void score(PrintWriter out, Score joining, Score later) {
        pair(out, "forecasts", joining.forecasts(), later.forecasts());
        pair(out, "probability of an offer, stated", joining.stated(), later.stated(), "");
        pair(out, "share that got one", joining.happened(), later.happened(), "");
        pair(out, "Brier score", joining.brier(), later.brier(), "");
        pair(out, "Brier score of the best constant", joining.constantBrier(), later.constantBrier(), "");
        pair(out, "skill", joining.skill(), later.skill(), ">= 0.400");
        pair(out, "calibration error", joining.calibrationError(), later.calibrationError(), "<= 0.050");
        Wait first = joining.waits();
        Wait second = later.waits();
        pair(out, "promoted and told a wait", first.entries(), second.entries());
        pair(out, "promoted and told none", first.untold(), second.untold());
        pair(out, "their wait, median h", first.median(), second.median(), "");
        pair(out, "error of the stated wait, mean h", first.meanError(), second.meanError(), "");
        pair(out, "error of the stated wait, median h", first.medianError(), second.medianError(), "");
        pair(out, "error of the best constant, mean h", first.constantError(), second.constantError(), "");
        pair(
                out,
                "error beside that of the best constant",
                first.meanError() / first.constantError(),
                second.meanError() / second.constantError(),
                "<= 0.500");
        pair(out, "share that waited less than stated", first.sooner(), second.sooner(), ".45-.55");
    }

    private static long broken(ScenarioResult result) {
        Violations violations = result.played().violations();
        return violations.overtaken() + violations.outOfOrder() + violations.oversold() + violations.unbalanced();
    }

    private static void pair(PrintWriter out, String what, long joining, long later) {
        line(out, "  %-52s %10d %10d", what, joining, later);
    }

    private static void pair(PrintWriter out, String what, double joining, double later, String target) {
        line(out, "  %-52s %10.3f %10.3f %8s", what, joining, later, target);
    }

    @FormatMethod
    private static void line(PrintWriter out, @FormatString String form, Object... values) {
        out.println(String.format(Locale.ROOT, form, values));
    }
}
