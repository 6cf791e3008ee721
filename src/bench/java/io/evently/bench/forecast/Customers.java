package io.evently.bench.forecast;

import io.evently.analytics.segment.CustomerActivity;
import io.evently.analytics.segment.PurchaseHistory;
import io.evently.analytics.segment.SpendHistory;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What customers bought up to a day, and how often they bought after it. Purchases of one day are one.
 *
 * @param histories of each customer up to the day
 * @param activities the same customers as they are scored
 * @param later days on which each bought after the day
 * @param laterWeeks how long that was watched
 */
record Customers(
        List<PurchaseHistory> histories, List<CustomerActivity> activities, List<Integer> later, double laterWeeks) {
    private static final List<String> PURCHASES = List.of("customer", "date", "usd");
    private static final List<String> SUMMARIES = List.of("x", "t_x", "T", "zbar");
    private static final double DAYS_PER_WEEK = 7;

    /** Summaries as published: histories, and what was spent on repeat purchases. */
    record Summaries(List<PurchaseHistory> histories, List<SpendHistory> spends) {}

    /** All summaries of the tables; none when no table has their columns. */
    static Optional<Summaries> summaries(List<Table> tables) {
        List<PurchaseHistory> histories = new ArrayList<>();
        List<SpendHistory> spends = new ArrayList<>();
        tables.stream()
                .filter(table -> table.has(SUMMARIES))
                .flatMap(Table::lines)
                .forEach(row -> {
                    PurchaseHistory history =
                            new PurchaseHistory((int) row.number("x"), row.number("t_x"), row.number("T"));
                    histories.add(history);
                    if (history.repeats() > 0 && row.number("zbar") > 0) {
                        spends.add(new SpendHistory(history.repeats(), row.number("zbar")));
                    }
                });
        return histories.isEmpty() ? Optional.empty() : Optional.of(new Summaries(histories, spends));
    }

    /** Purchases split in the middle of the time they span; none when no table has their columns. */
    static Optional<Customers> purchases(List<Table> tables) {
        Map<String, TreeMap<LocalDate, Double>> bought = new TreeMap<>();
        tables.stream()
                .filter(table -> table.has(PURCHASES))
                .flatMap(Table::lines)
                .forEach(row -> bought.computeIfAbsent(row.text("customer"), fresh -> new TreeMap<>())
                        .merge(LocalDate.parse(row.text("date")), row.number("usd"), Double::sum));
        if (bought.isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = bought.values().stream()
                .map(TreeMap::firstKey)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last = bought.values().stream()
                .map(TreeMap::lastKey)
                .max(LocalDate::compareTo)
                .orElseThrow();
        return Optional.of(split(bought, first.plusDays(first.until(last, ChronoUnit.DAYS) / 2), last));
    }

    private static Customers split(Map<String, TreeMap<LocalDate, Double>> bought, LocalDate until, LocalDate last) {
        Customers customers = new Customers(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                until.until(last, ChronoUnit.DAYS) / DAYS_PER_WEEK);
        bought.forEach((name, days) -> {
            Map<LocalDate, Double> before = days.headMap(until, true);
            if (!before.isEmpty()) {
                LocalDate newest = days.floorKey(until);
                customers.histories.add(new PurchaseHistory(
                        before.size() - 1,
                        days.firstKey().until(newest, ChronoUnit.DAYS) / DAYS_PER_WEEK,
                        days.firstKey().until(until, ChronoUnit.DAYS) / DAYS_PER_WEEK));
                customers.activities.add(new CustomerActivity(
                        name,
                        newest.until(until, ChronoUnit.DAYS),
                        before.size(),
                        before.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()));
                customers.later.add(days.size() - before.size());
            }
        });
        return customers;
    }
}
