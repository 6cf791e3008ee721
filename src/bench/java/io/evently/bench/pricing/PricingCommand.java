package io.evently.bench.pricing;

import io.evently.pricing.model.CurvePrior;
import io.evently.pricing.model.CurveShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import static java.util.Objects.requireNonNull;

/** Measures what automatic pricing earns in simulated markets. */
@Command(
        name = "pricing",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Plays sales in simulated markets: the product's prices against fixed ones and the optimum.")
public final class PricingCommand implements Callable<Integer> {
    private static final int THREADS = 2;
    private static final long PORTFOLIO_SEED = 1_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--replications",
            defaultValue = "200",
            description = "Sales of each scenario. Default: ${DEFAULT-VALUE}")
    private int replications;

    @Option(
            names = "--events",
            defaultValue = "800",
            description = "Events of each portfolio. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--misjudgement",
            split = ",",
            defaultValue = "0.45",
            description = "Standard deviations of the logarithm of the load, a portfolio for each. Default:"
                    + " ${DEFAULT-VALUE}")
    private List<Double> misjudgements = List.of();

    @Option(
            names = "--cold-start",
            description =
                    "Give the scenarios no forecast of demand; otherwise it is off by 30 %% (one standard deviation).")
    private boolean cold;

    @Option(names = "--seed", defaultValue = "1001", description = "The first seed. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--out",
            defaultValue = "target/bench",
            description = "Where pricing.json and the pictures go. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("target", "bench");

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        PrintWriter terminal =
                requireNonNull(spec, "run by picocli").commandLine().getOut();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            PricingResult result = measured(threads);
            result.print(terminal);
            result.write(out.resolve("pricing.json"));
            Files.writeString(out.resolve("pricing-scenarios.svg"), PricingChart.scenarios(result.scenarios()));
            for (PortfolioFigures portfolio : result.portfolios()) {
                Files.writeString(
                        out.resolve(
                                "pricing-confidence-%02d.svg".formatted(Math.round(100 * portfolio.misjudgement()))),
                        PricingChart.reliability(portfolio.whileFixed(), portfolio.applied()));
            }
            terminal.println("Written to " + out.resolve("pricing.json") + '.');
            terminal.flush();
            return 0;
        } finally {
            threads.shutdownNow();
        }
    }

    private PricingResult measured(ExecutorService threads) throws InterruptedException, ExecutionException {
        Map<Shape, CurveShape> curves = new EnumMap<>(Shape.class);
        for (Shape shape : Shape.values()) {
            curves.put(shape, Category.curve(shape));
        }
        CurveShape usual = requireNonNull(curves.get(Shape.USUAL), "every shape has a curve");
        List<ScenarioFigures> scenarios = together(
                threads,
                Scenario.all().stream()
                        .<Callable<ScenarioFigures>>map(
                                scenario -> () -> ScenarioFigures.of(scenario, curves, replications, seed, cold))
                        .toList());
        List<PortfolioFigures> portfolios = new ArrayList<>();
        for (double misjudgement : misjudgements) {
            Portfolio portfolio = new Portfolio(misjudgement);
            portfolios.add(PortfolioFigures.of(
                    misjudgement,
                    together(
                            threads,
                            LongStream.range(0, events)
                                    .<Callable<Portfolio.Event>>mapToObj(
                                            event -> () -> portfolio.event(PORTFOLIO_SEED * seed + event, usual))
                                    .toList())));
        }
        List<Latency> latencies = List.of(Latency.of(CurvePrior.known(usual)), Latency.of(CurvePrior.around(usual)));
        return PricingResult.of(replications, seed, scenarios, portfolios, latencies);
    }

    private static <T> List<T> together(ExecutorService threads, List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        List<Future<T>> futures = threads.invokeAll(tasks);
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
