package io.evently.analytics.service;

import io.evently.analytics.Retention;
import io.evently.analytics.Retention.Cohort;
import io.evently.analytics.service.PurchaseHistories.History;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import static java.time.ZoneOffset.UTC;

/** Counts customers by the month of their first purchase, and in how many months since they bought again. */
final class Cohorts {
    private final YearMonth first;
    private final int months;
    private final long[][] active;

    /** @param months how many, the last of them that of {@code now} */
    Cohorts(Instant now, int months) {
        this.first = YearMonth.from(now.atOffset(UTC)).minusMonths(months - 1L);
        this.months = months;
        this.active = new long[months][months];
    }

    /** Counts a customer. Whoever bought first before all these months is in none. */
    void add(History history) {
        TreeSet<YearMonth> bought = new TreeSet<>();
        for (PurchaseHistories.Day day : history.days()) {
            if (day.bookings() > 0) {
                bought.add(YearMonth.from(day.day()));
            }
        }
        if (bought.isEmpty() || bought.first().isBefore(first)) {
            return;
        }
        int cohort = number(bought.first());
        for (YearMonth month : bought) {
            if (number(month) < months) {
                active[cohort][number(month) - cohort]++;
            }
        }
    }

    Retention counted(Instant at) {
        List<Cohort> cohorts = new ArrayList<>(months);
        for (int cohort = 0; cohort < months; cohort++) {
            List<Long> since = new ArrayList<>();
            for (int later = 0; later < months - cohort; later++) {
                since.add(active[cohort][later]);
            }
            cohorts.add(new Cohort(first.plusMonths(cohort), active[cohort][0], since));
        }
        return new Retention(at, cohorts);
    }

    private int number(YearMonth month) {
        return Math.toIntExact(ChronoUnit.MONTHS.between(first, month));
    }
}
