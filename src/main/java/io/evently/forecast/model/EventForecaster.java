package io.evently.forecast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Forecasts the events of one series: those that are comparable, as of one category at one place. It is told of events as
 * they finish and asked about those that still sell; which models answer depends on how many finished
 * ({@link ForecastMethod}). Mutable, for one thread: an answer may take some milliseconds when a horizon is asked for the
 * first time.
 */
public final class EventForecaster {
    /** Steps in which the day that the seats are gone is looked for. */
    private static final double STEP_DAYS = 0.25;

    private final CategoryPrior category;
    private final Series series = new Series();
    private final List<FinishedEvent> finished = new ArrayList<>();
    private final Map<Integer, HorizonForecaster> horizons = new HashMap<>();
    private CategoryPrior prior;

    /**
     * For a series of which no event is over.
     *
     * @param category what is known before the series has events of its own
     */
    public EventForecaster(CategoryPrior category) {
        this.category = category;
        this.prior = category;
    }

    /**
     * Takes in an event that is over.
     *
     * @throws IllegalArgumentException when it started before the last one taken in
     */
    public void add(FinishedEvent event) {
        series.add(event);
        if (series.size() <= HorizonForecaster.FEWEST_FOR_REGRESSION) {
            finished.add(event);
            prior = category.learned(finished);
        }
    }

    /** Events taken in. */
    public int finished() {
        return series.size();
    }

    /** How many bookings the event will have at its start. */
    public EventForecast forecast(OpenEvent event) {
        Expectation expectation = expectation(event);
        double demand = Math.max(0, expectation.demand());
        double expected = event.limited(demand);
        return new EventForecast(
                expected,
                Math.min(expected, Math.max(0, expectation.low())),
                Math.max(expected, event.limited(expectation.high())),
                demand,
                event.capacity().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(event.soldOut() ? 1 : expectation.reaches()),
                soldOutAt(event, demand),
                expectation.method());
    }

    /**
     * Bookings expected to come in each of the next days, cancellations taken off: element 0 is from now to a day from
     * now. Nothing comes after the start or once the seats are gone.
     */
    public List<Double> byDay(OpenEvent event, EventForecast forecast, int days) {
        List<Double> coming = new ArrayList<>(Collections.nCopies(days, 0.0));
        double before = event.profile().now();
        for (int day = 0; day < days && day < event.daysBefore(); day++) {
            double after = event.limited(booked(event, forecast.demand(), Math.max(0, event.daysBefore() - day - 1)));
            coming.set(day, after - before);
            before = after;
        }
        return coming;
    }

    // Between two whole days the models of both are asked, each as if it were its day.
    private Expectation expectation(OpenEvent event) {
        int whole = (int) Math.floor(event.daysBefore());
        double fraction = event.daysBefore() - whole;
        Expectation nearer = expectation(event, whole);
        return fraction == 0 ? nearer : nearer.mixed(expectation(event, whole + 1), fraction);
    }

    private Expectation expectation(OpenEvent event, int daysBefore) {
        double books = event.profile().now();
        double capacity = event.capacity().isPresent() ? event.capacity().getAsInt() : Double.POSITIVE_INFINITY;
        if (daysBefore == 0) {
            return Expectation.certain(books, capacity, method(series.size()));
        }
        HorizonForecaster horizon = horizons.computeIfAbsent(daysBefore, HorizonForecaster::new);
        horizon.follow(series);
        ForecastMethod method = method(horizon.known());
        if (method == ForecastMethod.CATEGORY_PRIOR) {
            return Expectation.counted(books, prior.pickup(books, daysBefore), capacity, method);
        }
        HorizonForecaster.Outlook outlook = horizon.outlook(Situation.of(event.profile(), event.weekday()));
        return outlook.measured()
                ? Expectation.measured(outlook, capacity, method)
                : Expectation.around(books, outlook.demand(), prior.size(books), capacity, method);
    }

    private static ForecastMethod method(int known) {
        if (known < HorizonForecaster.FEWEST_FOR_PICKUP) {
            return ForecastMethod.CATEGORY_PRIOR;
        }
        return known < HorizonForecaster.FEWEST_FOR_REGRESSION ? ForecastMethod.PICKUP : ForecastMethod.REGRESSION;
    }

    private Optional<Instant> soldOutAt(OpenEvent event, double demand) {
        if (event.soldOut()) {
            return Optional.of(event.now());
        }
        if (event.capacity().isEmpty() || demand < event.capacity().getAsInt()) {
            return Optional.empty();
        }
        int capacity = event.capacity().getAsInt();
        double days = event.daysBefore();
        double before = event.profile().now();
        while (days > 0) {
            double next = Math.max(0, days - STEP_DAYS);
            double after = booked(event, demand, next);
            if (after >= capacity) {
                return Optional.of(event.at(next + (days - next) * (after - capacity) / (after - before)));
            }
            days = next;
            before = after;
        }
        return Optional.of(event.startsAt());
    }

    /** On the books so many days before the start when in the end there would be {@code demand} without a limit. */
    private double booked(OpenEvent event, double demand, double daysBefore) {
        double share = series.size() < HorizonForecaster.FEWEST_FOR_PICKUP
                ? Double.NaN
                : series.shareCome(event.daysBefore(), daysBefore);
        if (Double.isNaN(share)) {
            share = prior.shareCome(event.daysBefore(), daysBefore);
        }
        return event.profile().now() + (demand - event.profile().now()) * share;
    }
}
