package io.evently.bench.pricing;

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
import java.util.function.Function;

/**
 * All that was measured.
 *
 * @param replications sales of each scenario
 * @param seed of the first one
 * @param scenarios one by one
 * @param meanOfOptimum mean of the product's shares of the optimum, per cent
 * @param portfolios one for each misjudgement
 * @param latencies of a recommendation
 */
record PricingResult(
        int replications,
        long seed,
        List<ScenarioFigures> scenarios,
        double meanOfOptimum,
        double meanOfOptimumUngated,
        List<PortfolioFigures> portfolios,
        List<Latency> latencies) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    PricingResult {
        scenarios = List.copyOf(scenarios);
        portfolios = List.copyOf(portfolios);
        latencies = List.copyOf(latencies);
    }

    static PricingResult of(
            int replications,
            long seed,
            List<ScenarioFigures> scenarios,
            List<PortfolioFigures> portfolios,
            List<Latency> latencies) {
        return new PricingResult(
                replications,
                seed,
                scenarios,
                mean(scenarios, ScenarioFigures::advised),
                mean(scenarios, ScenarioFigures::ungated),
                portfolios,
                latencies);
    }

    private static double mean(List<ScenarioFigures> scenarios, Function<ScenarioFigures, Sample> policy) {
        return scenarios.stream()
                .mapToDouble(scenario -> policy.apply(scenario).ofOptimum())
                .average()
                .orElse(0);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writeValue(file.toFile(), this);
    }

    void print(PrintWriter out) {
        line(
                out,
                "%-28s %9s %6s %12s %7s %7s %7s %6s %7s | %12s %7s | %12s %7s | %7s %7s",
                "",
                "base",
                "best",
                "advised",
                "of opt.",
                "of fluid",
                "changes",
                "lost",
                "below",
                "sev. curves",
                "of opt.",
                "ungated",
                "of opt.",
                "optimum",
                "of fluid");
        scenarios.forEach(scenario -> print(out, scenario));
        line(out, "mean share of the optimum: %.2f %%, ungated %.2f %%", meanOfOptimum, meanOfOptimumUngated);
        portfolios.forEach(portfolio -> print(out, portfolio));
        for (Latency latency : latencies) {
            line(
                    out,
                    "one recommendation, %,d seats, %d curves: median %.3f ms, 99 %% below %.3f ms",
                    latency.seats(),
                    latency.curves(),
                    latency.median(),
                    latency.p99());
        }
        out.flush();
    }

    private static void print(PrintWriter out, ScenarioFigures figures) {
        Sample advised = figures.advised();
        Sample several = figures.severalCurves();
        Sample ungated = figures.ungated();
        line(
                out,
                "%-28s %9.0f %+6.1f %+6.1f ± %3.1f %7.1f %7.1f %7.1f %6.1f %6.0f%% | %+6.1f ± %3.1f %7.1f | %+6.1f ± %3.1f %7.1f | %+7.1f %7.1f",
                figures.scenario(),
                figures.fixed().revenue(),
                figures.bestFixed().uplift(),
                advised.uplift(),
                advised.error(),
                advised.ofOptimum(),
                advised.ofFluid(),
                advised.changes(),
                advised.refused(),
                advised.below(),
                several.uplift(),
                several.error(),
                several.ofOptimum(),
                ungated.uplift(),
                ungated.error(),
                ungated.ofOptimum(),
                figures.optimum().uplift(),
                figures.optimum().ofFluid());
    }

    private static void print(PrintWriter out, PortfolioFigures figures) {
        line(
                out,
                "%nportfolio of %,d events, misjudgement %.2f: advised %+.1f ± %.1f %% (best fixed %+.1f, optimum %+.1f), %.2f %% of the"
                        + " optimum; %.1f %% lose over 2 %%, %.1f %% over 10 %%",
                figures.events(),
                figures.misjudgement(),
                figures.uplifts().get("advised"),
                figures.error(),
                figures.uplifts().get("bestFixed"),
                figures.uplifts().get("optimum"),
                figures.ofOptimum(),
                figures.losing2(),
                figures.losing10());
        figures.byLoad()
                .forEach((load, uplifts) -> line(
                        out,
                        "  load %-13s best fixed %+5.1f  advised %+5.1f  optimum %+5.1f",
                        load,
                        uplifts.get("bestFixed"),
                        uplifts.get("advised"),
                        uplifts.get("optimum")));
        print(out, "recommended while the price stood", figures.whileFixed());
        print(out, "applied automatically", figures.applied());
    }

    private static void print(PrintWriter out, String what, Reliability reliability) {
        line(
                out,
                "  %s: %,d; calibration error %.3f; increase stated %+.2f %%, true %+.2f %%, mean error %.1f points",
                what,
                reliability.recommendations(),
                reliability.calibrationError(),
                reliability.stated(),
                reliability.happened(),
                reliability.meanError());
        for (Reliability.Bin bin : reliability.bins()) {
            line(out, "    stated %.2f  right %.2f  (%,d)", bin.confidence(), bin.right(), bin.recommendations());
        }
    }

    @FormatMethod
    private static void line(PrintWriter out, @FormatString String form, Object... values) {
        out.println(String.format(Locale.ROOT, form, values));
    }
}
