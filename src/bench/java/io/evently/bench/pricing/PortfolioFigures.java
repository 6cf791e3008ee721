package io.evently.bench.pricing;

import io.evently.bench.pricing.Portfolio.Event;
import io.evently.bench.pricing.Reliability.Graded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What came of a portfolio. Uplifts are of the sum over the events, per cent of that of the fixed base prices.
 *
 * @param misjudgement standard deviation of the logarithm of the load
 * @param events how many
 * @param uplifts by policy
 * @param error standard error of the product's uplift
 * @param byLoad the same for events with a load below 0.75, to 1.25, and above
 * @param ofOptimum revenue of the product, per cent of that of the optimum
 * @param losing2 share of the events in which the product earns over 2 % less than the fixed base price, per cent
 * @param losing10 over 10 % less
 * @param quantiles of the product's uplift event by event, at 10, 25, 50, 75 and 90 %
 * @param whileFixed one recommendation of each event on a random day, while its price had not changed
 * @param applied every change that was made
 */
record PortfolioFigures(
        double misjudgement,
        int events,
        Map<String, Double> uplifts,
        double error,
        Map<String, Map<String, Double>> byLoad,
        double ofOptimum,
        double losing2,
        double losing10,
        List<Double> quantiles,
        Reliability whileFixed,
        Reliability applied) {
    private static final double PERCENT = 100;
    private static final double LOW = 0.75;
    private static final double HIGH = 1.25;
    private static final double[] AT = {.10, .25, .50, .75, .90};

    static PortfolioFigures of(double misjudgement, List<Event> events) {
        double fixed = sum(events, Event::fixed);
        double advised = sum(events, Event::advised);
        double mean = (advised - fixed) / events.size();
        double square = events.stream()
                .mapToDouble(event -> Math.pow(event.advised() - event.fixed() - mean, 2))
                .sum();
        Map<String, Map<String, Double>> byLoad = new TreeMap<>();
        byLoad.put(
                "below 0.75",
                uplifts(events.stream().filter(e -> e.load() < LOW).toList()));
        byLoad.put(
                "0.75 to 1.25",
                uplifts(events.stream()
                        .filter(e -> e.load() >= LOW && e.load() <= HIGH)
                        .toList()));
        byLoad.put(
                "above 1.25",
                uplifts(events.stream().filter(e -> e.load() > HIGH).toList()));
        double[] each = events.stream()
                .mapToDouble(event -> PERCENT * (event.advised() / event.fixed() - 1))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new PortfolioFigures(
                misjudgement,
                events.size(),
                uplifts(events),
                PERCENT * Math.sqrt(square) / fixed,
                byLoad,
                PERCENT * advised / sum(events, Event::optimum),
                losing(events, 0.02),
                losing(events, 0.10),
                each.length == 0
                        ? List.of()
                        : Stream.of(0, 1, 2, 3, 4)
                                .map(i -> each[(int) (AT[i] * (each.length - 1))])
                                .toList(),
                Reliability.of(graded(events.stream().map(Event::whileFixed))),
                Reliability.of(graded(events.stream().map(Event::applied))));
    }

    private static Map<String, Double> uplifts(List<Event> events) {
        double fixed = sum(events, Event::fixed);
        Map<String, Double> uplifts = new TreeMap<>();
        uplifts.put("bestFixed", PERCENT * (sum(events, Event::bestFixed) / fixed - 1));
        uplifts.put("advised", PERCENT * (sum(events, Event::advised) / fixed - 1));
        uplifts.put("optimum", PERCENT * (sum(events, Event::optimum) / fixed - 1));
        return uplifts;
    }

    private static double losing(List<Event> events, double share) {
        return PERCENT
                * events.stream()
                        .filter(event -> event.advised() < (1 - share) * event.fixed())
                        .count()
                / events.size();
    }

    private static double sum(List<Event> events, ToDoubleFunction<Event> of) {
        return events.stream().mapToDouble(of).sum();
    }

    private static List<Graded> graded(Stream<List<Graded>> lists) {
        return lists.flatMap(List::stream).toList();
    }
}
