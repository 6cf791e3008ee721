package io.evently.forecast.model;

import io.evently.money.Currencies;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Bookings and revenue of the coming days over all open events: the sum of what is expected of each. Where no event is
 * open the usual count of the weekday stands in, without revenue, as nobody knows the price.
 */
public final class DailyOutlook {
    /** Outcomes that a width is taken from at the least. */
    private static final int FEWEST_ERRORS = 10;

    /** Nine tenths of a normal distribution lie below so many deviations; the deviation of a count is at least its root. */
    private static final double Z = 1.2816;

    private DailyOutlook() {}

    /**
     * What one open event brings.
     *
     * @param byDay bookings of each coming day, as {@link EventForecaster#byDay} gives them
     * @param halfWidth of the interval of the event's final count, which is shared out over the days
     * @param price of a booking now
     * @param currency its code, such as {@code EUR}
     */
    public record Sale(List<Double> byDay, double halfWidth, BigDecimal price, String currency) {
        public Sale {
            byDay = List.copyOf(byDay);
        }

        /** The sale that follows from a forecast. */
        public static Sale of(List<Double> byDay, EventForecast forecast, BigDecimal price, String currency) {
            return new Sale(byDay, (forecast.high() - forecast.low()) / 2, price, currency);
        }

        private double on(int day) {
            return day < byDay.size() ? byDay.get(day) : 0;
        }

        // Of an error over many days a single day holds the share of the bookings that it holds; errors of days that
        // are
        // independent add as squares do.
        private double halfWidthOn(int day, double coming) {
            return coming > 0 ? halfWidth * Math.sqrt(Math.max(0, on(day)) / coming) : 0;
        }
    }

    /**
     * A figure with the interval that is to hold what comes in 80 of 100 cases.
     *
     * @param low {@code >= 0}
     */
    public record Range(double expected, double low, double high) {}

    /** Money with its interval, rounded to a hundredth. */
    public record Money(BigDecimal expected, BigDecimal low, BigDecimal high) {}

    /**
     * A coming day.
     *
     * @param bookings net of cancellations, but never below 0
     * @param revenue at the prices of now, by currency
     */
    public record Day(LocalDate date, Range bookings, Map<String, Money> revenue) {
        public Day {
            revenue = Map.copyOf(revenue);
        }
    }

    /**
     * The coming days.
     *
     * @param first the day that element 0 of each sale falls on
     * @param usual bookings by weekday
     * @param past how such forecasts turned out so many days ahead, the latest last, 0 for {@code first}; with too few of
     *     them the intervals of the events are added up as if their errors were independent, which is too narrow when all
     *     sell well or badly together
     */
    public static List<Day> of(
            LocalDate first,
            int days,
            List<Sale> sales,
            WeekdaySmoothing usual,
            IntFunction<List<Accuracy.Outcome>> past) {
        List<Day> outlook = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            outlook.add(day(first.plusDays(day), day, sales, usual, past.apply(day)));
        }
        return outlook;
    }

    private static Day day(
            LocalDate date, int day, List<Sale> sales, WeekdaySmoothing usual, List<Accuracy.Outcome> past) {
        double expected = sales.stream().mapToDouble(sale -> sale.on(day)).sum();
        boolean nothingOpen =
                sales.stream().allMatch(sale -> day >= sale.byDay().size());
        OptionalDouble weekday = usual.expected(date.getDayOfWeek());
        if (nothingOpen && weekday.isPresent()) {
            expected = weekday.getAsDouble();
        }
        expected = Math.max(0, expected);
        double halfWidth =
                Math.max(Z * Math.sqrt(expected), past.size() >= FEWEST_ERRORS ? measured(past) : added(day, sales));
        Map<String, Money> revenue = new TreeMap<>();
        double bookings = expected;
        sales.stream()
                .map(Sale::currency)
                .distinct()
                .forEach(currency -> revenue.put(currency, money(day, sales, currency, bookings, halfWidth)));
        return new Day(date, new Range(expected, Math.max(0, expected - halfWidth), expected + halfWidth), revenue);
    }

    private static double measured(List<Accuracy.Outcome> past) {
        double[] errors = past.stream()
                .skip(Math.max(0, past.size() - AdaptiveInterval.LATEST))
                .mapToDouble(Accuracy.Outcome::error)
                .toArray();
        return AdaptiveInterval.halfWidth(errors, 0, 0);
    }

    private static double added(int day, List<Sale> sales) {
        double squares = 0;
        for (Sale sale : sales) {
            double coming = 0;
            for (double bookings : sale.byDay()) {
                coming += Math.max(0, bookings);
            }
            squares += Math.pow(sale.halfWidthOn(day, coming), 2);
        }
        return Math.sqrt(squares);
    }

    // The interval of the revenue is as wide, in proportion, as that of the bookings.
    private static Money money(int day, List<Sale> sales, String currency, double bookings, double halfWidth) {
        double revenue = Math.max(
                0,
                sales.stream()
                        .filter(sale -> sale.currency().equals(currency))
                        .mapToDouble(sale -> sale.on(day) * sale.price().doubleValue())
                        .sum());
        double share = bookings > 0 ? halfWidth / bookings : 0;
        return new Money(
                rounded(revenue, currency),
                rounded(Math.max(0, revenue * (1 - share)), currency),
                rounded(revenue * (1 + share), currency));
    }

    /** An amount as the currency has it, with two places in any case: half a yen is nothing that anybody could earn. */
    public static BigDecimal rounded(double money, String currency) {
        return BigDecimal.valueOf(money)
                .setScale(Currencies.places(currency), RoundingMode.HALF_EVEN)
                .setScale(2);
    }
}
