package io.evently.bench.report;

import io.evently.bench.result.BenchmarkResult;
import io.evently.bench.result.ContenderResult;
import io.evently.bench.result.Contenders;
import io.evently.bench.result.ScenarioResult;
import io.evently.bench.result.Series;
import io.evently.bench.result.Summary;
import io.evently.bench.result.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The result as tables for a terminal. */
final class TextReport {
    private static final int PERCENT = 100;

    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void print(BenchmarkResult result) {
        say("");
        say(
                "%-9s %-9s %-6s %25s %8s %8s %8s %8s   %s",
                "scenario",
                "contender",
                "loop",
                "answers/s (min-max)",
                "p50",
                "p99",
                "p99.9",
                "max ms",
                "µs per answer: node, pg, load, other");
        result.scenarios().forEach(this::scenario);
        targets(result.targets());
        say("");
        result.failures().forEach(failure -> say("FAILED  %s", failure));
        say("Verdict: %s", result.verdict());
        out.flush();
    }

    private void scenario(ScenarioResult scenario) {
        for (ContenderResult contender : scenario.contenders()) {
            contender.series().forEach(series -> series(scenario, contender, series));
            contender
                    .profile()
                    .forEach(cost -> say(
                            "%-9s   %5.1f %%  %6.1f µs  %s",
                            scenario.name(), cost.share() * PERCENT, cost.microsPerAnswer(), cost.what()));
            if (contender.series().isEmpty()) {
                say(
                        "%-9s %-9s start to ready %,.0f ms (%,.0f-%,.0f)",
                        scenario.name(),
                        contender.name(),
                        contender.startToReadyMillis().median(),
                        contender.startToReadyMillis().min(),
                        contender.startToReadyMillis().max());
            }
        }
        scenario.ratio(Contenders.EVENTLY, Contenders.BASELINE)
                .ifPresent(ratio -> say("%-9s ratio to the plain way %.1f", scenario.name(), ratio));
        scenario.ratio(Contenders.TWO_NODES, Contenders.EVENTLY)
                .ifPresent(ratio -> say("%-9s ratio of two nodes to one %.2f", scenario.name(), ratio));
    }

    private void series(ScenarioResult scenario, ContenderResult contender, Series series) {
        Summary summary = series.summary();
        say(
                "%-9s %-9s %-6s %,9.0f (%,.0f-%,.0f) %8.1f %8.1f %8.1f %8.1f   %.0f, %.0f, %.0f, %.0f; %.0f MB%s",
                scenario.name(),
                contender.name(),
                series.loop(),
                summary.perSecond().median(),
                summary.perSecond().min(),
                summary.perSecond().max(),
                summary.p50().median(),
                summary.p99().median(),
                summary.p999().median(),
                summary.max().median(),
                summary.cost().node(),
                summary.cost().postgres(),
                summary.cost().generator(),
                summary.cost().other(),
                summary.nodePeakMegabytes().max(),
                series.fine() ? "" : "  FAILED");
        summary.figures()
                .forEach((name, figure) ->
                        say("%-9s %,14.2f (%,.2f-%,.2f)  %s", "", figure.median(), figure.min(), figure.max(), name));
    }

    private void targets(List<Target> targets) {
        say("");
        for (Target target : targets) {
            say(
                    "%-48s %s %,8.1f %-3s measured %,10.2f   %s",
                    target.figure(),
                    target.bound(),
                    target.wanted(),
                    target.unit(),
                    target.measured(),
                    target.reached() ? "reached" : "NOT REACHED");
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
