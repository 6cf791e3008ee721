package io.evently.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures that the service is to reach on two cores. Only what was measured is judged. */
final class Targets {
    private static final String PER_SECOND = "/s";
    private static final String MILLIS = "ms";
    private static final double NO_ERRORS = 0;
    private static final double READERS_P99 = 25;
    private static final double LAST_OUT = 45;
    private static final double COST = 200;
    private static final double CALM_PER_SECOND = 500;
    private static final double SOON = 1_000;
    private static final double LONE = 2_000;
    private static final double LATE = 10_000;

    private final List<ScenarioResult> scenarios;
    private final List<Target> judged = new ArrayList<>();

    private Targets(List<ScenarioResult> scenarios) {
        this.scenarios = scenarios;
    }

    static List<Target> of(List<ScenarioResult> scenarios) {
        Targets targets = new Targets(scenarios);
        targets.booking("hot", 10_000, 80, 8);
        targets.booking("spread", 8_000, 120, 3);
        targets.storm();
        targets.rate("oneevent", "event by id, all the same", 25_000);
        targets.rate("event", "event by id, one of 120", 25_000);
        targets.rate("list", "list of 50", 12_000);
        targets.ratio("twonodes", "two nodes to one, hot", Contenders.TWO_NODES, Contenders.EVENTLY, 0.6);
        targets.afterRush();
        targets.steady();
        targets.memory();
        targets.start();
        return List.copyOf(targets.judged);
    }

    private void booking(String name, double perSecond, double p99, double ratio) {
        closed(name).ifPresent(summary -> {
            judged.add(Target.atLeast(
                    name + ": confirmed", perSecond, summary.perSecond().median(), PER_SECOND));
            judged.add(Target.atMost(
                    name + ": p99 at capacity, closed loop", p99, summary.p99().median(), MILLIS));
            judged.add(Target.atMost(name + ": errors", NO_ERRORS, (double) summary.errors(), ""));
        });
        product(name)
                .flatMap(contender -> contender.series(Series.OPEN))
                .ifPresent(open -> judged.add(Target.atMost(
                        name + ": p99 at " + Math.round(open.offeredPerSecond()) + "/s, open loop",
                        p99,
                        open.summary().p99().median(),
                        MILLIS)));
        ratio(name, name + ": ratio to the plain way", Contenders.EVENTLY, Contenders.BASELINE, ratio);
    }

    private void storm() {
        closed("sellout")
                .ifPresent(summary -> judged.add(Target.atMost(
                        "sellout: until everybody has an answer",
                        3,
                        summary.seconds().median(),
                        "s")));
    }

    private void rate(String name, String figure, double perSecond) {
        closed(name)
                .ifPresent(summary -> judged.add(
                        Target.atLeast(figure, perSecond, summary.perSecond().median(), PER_SECOND)));
    }

    private void ratio(String name, String figure, String of, String to, double wanted) {
        scenario(name)
                .flatMap(result -> result.ratio(of, to))
                .ifPresent(ratio -> judged.add(Target.atLeast(figure, wanted, ratio, "×")));
    }

    private void afterRush() {
        for (String operation : List.of("LIST", "EVENT")) {
            Optional<Double> quiet = figure("afterrush", Series.QUIET, Figures.of(operation, Figures.PER_SECOND));
            figure("afterrush", Series.AFTER, Figures.of(operation, Figures.PER_SECOND))
                    .flatMap(after -> quiet.filter(before -> before > 0).map(before -> after / before))
                    .ifPresent(ratio -> judged.add(
                            Target.atLeast("afterrush: " + operation + " to that when all is quiet", 0.8, ratio, "×")));
            figure("afterrush", Series.AFTER, Figures.of(operation, Figures.P99_MILLIS))
                    .ifPresent(p99 ->
                            judged.add(Target.atMost("afterrush: p99 of " + operation, READERS_P99, p99, MILLIS)));
        }
        figure("afterrush", Series.RUSH, Figures.LAST_OUT)
                .ifPresent(seconds -> judged.add(
                        Target.atMost("afterrush: until the last confirmation is out", LAST_OUT, seconds, "s")));
        figure("afterrush", Series.RUSH, Figures.COST)
                .ifPresent(micros -> judged.add(Target.atMost("afterrush: a confirmation", COST, micros, "µs")));
    }

    private void steady() {
        product("steady").stream()
                .flatMap(contender -> contender.series().stream())
                .forEach(series -> {
                    boolean lone = series.loop().equals(Series.LONE);
                    boolean calm = series.offeredPerSecond() <= CALM_PER_SECOND;
                    told(series, Figures.SOCKET, lone ? LONE : calm ? SOON : LATE);
                    told(series, Figures.MAIL, lone ? LONE : LATE);
                });
    }

    private void told(Series series, String way, double millis) {
        figure(series, Figures.of(way, Figures.P99_MILLIS))
                .ifPresent(p99 -> judged.add(Target.atMost(
                        "steady " + series.loop() + ": p99 of a confirmation, " + way, millis, p99, MILLIS)));
    }

    private Optional<Double> figure(String scenario, String phase, String name) {
        return product(scenario).flatMap(contender -> contender.series(phase)).flatMap(series -> figure(series, name));
    }

    private static Optional<Double> figure(Series series, String name) {
        return Optional.ofNullable(series.summary().figures().get(name)).map(Spread::median);
    }

    private void memory() {
        closed("hot")
                .ifPresent(summary -> judged.add(Target.atMost(
                        "hot: resident memory of the node",
                        400,
                        summary.nodePeakMegabytes().max(),
                        "MB")));
    }

    private void start() {
        product("start")
                .ifPresent(contender -> judged.add(Target.atMost(
                        "start to ready", 4_000, contender.startToReadyMillis().median(), MILLIS)));
    }

    private Optional<Summary> closed(String name) {
        return product(name)
                .flatMap(contender -> contender.series(Series.CLOSED))
                .filter(series -> !series.runs().isEmpty())
                .map(Series::summary);
    }

    private Optional<ContenderResult> product(String name) {
        return scenario(name).flatMap(result -> result.contender(Contenders.EVENTLY));
    }

    private Optional<ScenarioResult> scenario(String name) {
        return scenarios.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
