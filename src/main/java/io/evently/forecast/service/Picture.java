package io.evently.forecast.service;

import io.evently.forecast.HorizonAccuracy;
import io.evently.forecast.Outlook;
import io.evently.forecast.Prediction;
import io.evently.forecast.Predictions;
import io.evently.forecast.model.DailyOutlook;
import io.evently.forecast.model.DailyOutlook.Day;
import io.evently.forecast.model.DailyOutlook.Money;
import io.evently.forecast.model.DailyOutlook.Range;
import io.evently.forecast.model.DailyOutlook.Sale;
import io.evently.forecast.model.WeekdaySmoothing;
import io.evently.forecast.service.SeriesForecasts.Forecasted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import static java.time.ZoneOffset.UTC;

/**
 * All events on sale and what is to be expected of them. Immutable.
 *
 * @param series what it was learnt from
 * @param events the soonest first
 * @param month what the next days bring
 */
record Picture(
        Instant madeAt,
        Map<String, List<Finished>> series,
        List<Prediction> events,
        List<Day> month,
        List<HorizonAccuracy> accuracy) {
    static final int DAYS = 30;
    private static final int WEEK = 7;

    private static final Comparator<OnSale> SOONEST =
            Comparator.comparing(OnSale::startsAt).thenComparing(OnSale::id);

    /**
     * Forecasts everything, which may take seconds.
     *
     * @param onSale what is on sale on all shards
     * @param most events that are forecast, the soonest
     * @param usual bookings by weekday
     */
    static Picture paint(
            Instant now,
            Map<String, List<Finished>> series,
            List<OnSale> onSale,
            int most,
            WeekdaySmoothing usual,
            List<HorizonAccuracy> accuracy) {
        SeriesForecasts forecasts = new SeriesForecasts(series);
        List<Prediction> events = new ArrayList<>();
        List<Sale> sales = new ArrayList<>();
        onSale.stream().filter(OnSale::open).sorted(SOONEST).limit(most).forEach(event -> {
            Forecasted forecasted = forecasts.forecast(event, DAYS);
            events.add(forecasted.prediction());
            sales.add(forecasted.sale());
        });
        // How such outlooks turned out is not kept; the intervals are those of the events.
        List<Day> month = DailyOutlook.of(now.atOffset(UTC).toLocalDate(), DAYS, sales, usual, daysAhead -> List.of());
        return new Picture(now, series, List.copyOf(events), month, accuracy);
    }

    /** A part of it. */
    Predictions page(int limit, int offset) {
        int from = Math.min(offset, events.size());
        return new Predictions(
                madeAt,
                outlook(month.subList(0, WEEK)),
                outlook(month),
                accuracy,
                events.subList(from, Math.min(events.size(), from + limit)),
                events.size());
    }

    // Errors of days that are independent add as squares do.
    private static Outlook outlook(List<Day> days) {
        Map<String, List<Money>> money = new TreeMap<>();
        days.forEach(day -> day.revenue()
                .forEach((currency, amount) -> money.computeIfAbsent(currency, any -> new ArrayList<>())
                        .add(amount)));
        Map<String, Money> revenue = new TreeMap<>();
        money.forEach((currency, amounts) -> revenue.put(currency, sum(amounts, currency)));
        return new Outlook(bookings(days), revenue, days);
    }

    private static Range bookings(List<Day> days) {
        double expected = 0;
        double squares = 0;
        for (Day day : days) {
            expected += day.bookings().expected();
            squares += Math.pow(day.bookings().high() - day.bookings().expected(), 2);
        }
        double half = Math.sqrt(squares);
        return new Range(expected, Math.max(0, expected - half), expected + half);
    }

    private static Money sum(List<Money> amounts, String currency) {
        BigDecimal expected = total(amounts, Money::expected);
        double squares = 0;
        for (Money amount : amounts) {
            squares += Math.pow(amount.high().subtract(amount.expected()).doubleValue(), 2);
        }
        BigDecimal half = DailyOutlook.rounded(Math.sqrt(squares), currency);
        return new Money(expected, expected.subtract(half).max(BigDecimal.ZERO.setScale(2)), expected.add(half));
    }

    private static BigDecimal total(List<Money> amounts, Function<Money, BigDecimal> part) {
        return amounts.stream().map(part).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }
}
