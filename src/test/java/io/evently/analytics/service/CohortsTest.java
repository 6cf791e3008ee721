package io.evently.analytics.service;

import io.evently.analytics.Retention;
import io.evently.analytics.Retention.Cohort;
import io.evently.analytics.service.PurchaseHistories.Day;
import io.evently.analytics.service.PurchaseHistories.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Cohorts")
class CohortsTest {
    private static final Instant NOW = Instant.parse("2027-03-15T12:00:00Z");

    @Test
    @DisplayName("have whoever bought first in a month, and tell in which months since they bought again")
    void cohorts() {
        Cohorts cohorts = new Cohorts(NOW, 3);
        cohorts.add(customer("2027-01-03", "2027-01-31", "2027-03-01"));
        cohorts.add(customer("2027-02-01", "2027-01-31"));
        cohorts.add(customer("2027-03-15"));
        cohorts.add(customer("2026-12-31", "2027-03-01"));

        Retention counted = cohorts.counted(NOW);
        assertThat(counted.cohorts())
                .containsExactly(
                        new Cohort(YearMonth.of(2027, 1), 2, List.of(2L, 1L, 1L)),
                        new Cohort(YearMonth.of(2027, 2), 0, List.of(0L, 0L)),
                        new Cohort(YearMonth.of(2027, 3), 1, List.of(1L)));
    }

    private static History customer(String... days) {
        return new History(
                UUID.randomUUID(),
                Arrays.stream(days)
                        .map(day -> new Day(LocalDate.parse(day), "EUR", 1, 1, BigDecimal.ONE))
                        .toList());
    }
}
