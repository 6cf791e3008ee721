package io.evently.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The forecast so many whole days before the start. Runs all models on every finished event with what was known at the
 * time, and from their errors then learns how far to trust each, and how wide the interval must be. Mutable, for one
 * thread.
 */
final class HorizonForecaster {
    static final int FEWEST_FOR_PICKUP = 6;
    static final int FEWEST_FOR_REGRESSION = 20;

    private static final double PENALTY = 10;
    private static final double HIGH_PENALTY = 100;
    private static final int LATEST_PICKUPS = 28;

    /** The additive pickup is the standard; it takes some evidence to depart from it. */
    private static final double ADDITIVE_PRIOR = 2;

    /** Share of the bookings that counts towards the variation as cancellations. */
    private static final double CANCELLED = 0.1;

    /** Errors that a width is taken from at the least. */
    private static final int FEWEST_ERRORS = 10;

    private final int daysBefore;
    private final PickupHistory history = new PickupHistory();
    private final List<PickupModel> models;
    private final Combination combination;
    private final List<Judged> judged = new ArrayList<>();
    private int taken;

    /**
     * @param demand without a limit
     * @param errors the latest absolute errors of such forecasts; none when there are too few
     * @param halfWidth of the interval, by these errors; 0 without any
     */
    record Outlook(double demand, List<Double> errors, double halfWidth) {
        boolean measured() {
            return !errors.isEmpty();
        }
    }

    /**
     * How a forecast turned out.
     *
     * @param error in units of what a count varies by; not a number when it is not to be judged by
     * @param given an interval could be given
     * @param missed and it did not hold what came
     */
    private record Judged(double error, boolean given, boolean missed) {
        private static final Judged NOT = new Judged(Double.NaN, false, false);
    }

    HorizonForecaster(int daysBefore) {
        this.daysBefore = daysBefore;
        PickupRows rows = new PickupRows(history);
        this.models = List.of(
                new AdditivePickup(history, LATEST_PICKUPS, FEWEST_FOR_PICKUP),
                new BlendedPickup(history, FEWEST_FOR_PICKUP),
                new RidgePickup(history, rows, PENALTY, FEWEST_FOR_REGRESSION),
                new RidgePickup(history, rows, HIGH_PENALTY, FEWEST_FOR_REGRESSION));
        this.combination = new Combination(ADDITIVE_PRIOR, 1, 1, 1);
    }

    /** Takes in the events that were added to the series since the last time. */
    void follow(Series series) {
        for (; taken < series.size(); taken++) {
            Demand event = series.get(taken);
            if (event.openAt(daysBefore)) {
                take(event);
            }
        }
    }

    /** Events that the forecast would be made from. */
    int known() {
        return history.size();
    }

    /** With {@link #FEWEST_FOR_PICKUP} events known at least. */
    Outlook outlook(Situation situation) {
        int known = history.size();
        double demand = combination.combined(demands(known, situation), known);
        double unit = unit(demand, situation.books());
        double[] errors = latestErrors(known);
        return new Outlook(
                demand,
                Arrays.stream(errors).map(error -> error * unit).boxed().toList(),
                errors.length == 0 ? 0 : unit * halfWidth(errors, known));
    }

    private void take(Demand event) {
        int index = history.size();
        Situation situation = Situation.of(
                event.event().profile().asOf(daysBefore), event.event().weekday());
        history.add(
                event.startsAt(),
                event.startsAt().minusSeconds(daysBefore * OpenEvent.SECONDS_PER_DAY),
                situation,
                event.demand());
        int known = history.get(index).known();
        double[] atTheTime = demands(known, situation);
        double[] afterwards = demands(index, situation);
        judged.add(judge(event, known, atTheTime));
        combination.judge(event.certain(), event.demand(), atTheTime, afterwards);
    }

    private Judged judge(Demand event, int known, double[] demands) {
        if (!event.certain() || known < FEWEST_FOR_PICKUP) {
            return Judged.NOT;
        }
        double demand = combination.combined(demands, known);
        double error = Math.abs(demand - event.demand()) / unit(demand, event.onBooks(daysBefore));
        double[] errors = latestErrors(known);
        boolean given = errors.length > 0;
        return new Judged(error, given, given && error > halfWidth(errors, known));
    }

    /** What each model says; not a number where it has too little to go by. */
    private double[] demands(int known, Situation situation) {
        return models.stream()
                .mapToDouble(model -> known < model.fewest()
                        ? Double.NaN
                        : Math.max(0, situation.books() + model.pickup(known, situation)))
                .toArray();
    }

    // What is still to come varies as counts do, and of what is on the books some is cancelled: a large event may be
    // off
    // by more than a small one.
    private static double unit(double demand, double books) {
        return Math.sqrt(1 + Math.max(0, demand - books) + CANCELLED * demand);
    }

    private double[] latestErrors(int known) {
        double[] errors = IntStream.iterate(known - 1, event -> event >= 0, event -> event - 1)
                .mapToDouble(event -> judged.get(event).error())
                .filter(error -> !Double.isNaN(error))
                .limit(AdaptiveInterval.LATEST)
                .toArray();
        return errors.length < FEWEST_ERRORS ? new double[0] : errors;
    }

    private double halfWidth(double[] errors, int known) {
        int given = 0;
        int missed = 0;
        for (int event = 0; event < known; event++) {
            Judged one = judged.get(event);
            given += one.given() ? 1 : 0;
            missed += one.missed() ? 1 : 0;
        }
        return AdaptiveInterval.halfWidth(errors, given, missed);
    }
}
