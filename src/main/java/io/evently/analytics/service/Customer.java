package io.evently.analytics.service;

import io.evently.analytics.service.PurchaseHistories.Day;
import io.evently.analytics.service.PurchaseHistories.History;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer bought and kept, in the few numbers that segments need.
 *
 * @param bookings at least 1
 * @param purchases days on which they bought something
 * @param first the first of these days
 * @param last the last of them
 * @param bookingsThen the same up to an earlier day; 0 when they were no customer yet
 * @param lastThen null when they were not
 * @param currency of everything they bought; null when there are several
 * @param spend in that currency, else 0
 */
record Customer(
        UUID id,
        int bookings,
        int purchases,
        LocalDate first,
        LocalDate last,
        int bookingsThen,
        @Nullable LocalDate lastThen,
        @Nullable String currency,
        BigDecimal spend) {

    /** Of a history; empty when nothing of it was kept. */
    static Optional<Customer> of(History history, LocalDate then) {
        TreeSet<LocalDate> days = new TreeSet<>();
        TreeSet<String> currencies = new TreeSet<>();
        long bookings = 0;
        long bookingsThen = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (Day day : history.days()) {
            if (day.bookings() > 0) {
                days.add(day.day());
                currencies.add(day.currency());
                bookings += day.bookings();
                bookingsThen += day.day().isAfter(then) ? 0 : day.bookings();
                spend = spend.add(day.amount());
            }
        }
        if (days.isEmpty()) {
            return Optional.empty();
        }
        boolean one = currencies.size() == 1;
        return Optional.of(new Customer(
                history.userId(),
                Math.toIntExact(Math.min(bookings, Integer.MAX_VALUE)),
                days.size(),
                days.first(),
                days.last(),
                Math.toIntExact(Math.min(bookingsThen, Integer.MAX_VALUE)),
                days.floor(then),
                one ? currencies.first() : null,
                one ? spend.max(BigDecimal.ZERO) : BigDecimal.ZERO));
    }
}
