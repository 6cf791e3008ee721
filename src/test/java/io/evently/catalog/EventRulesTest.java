package io.evently.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The rules of an event")
class EventRulesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    @DisplayName("let a good event pass, free of charge and today included")
    void good() {
        assertThat(EventRules.problems(wish("n", "v", 1, "1000000.00", "JPY"), NOW))
                .isEmpty();
        assertThat(EventRules.problems(wish("𝄞".repeat(200), "v", 1_000_000, "0", "USD"), NOW))
                .isEmpty();
    }

    @Test
    @DisplayName("name every wrong field at once")
    void allAtOnce() {
        CreateEvent wish =
                new CreateEvent(" ", "d".repeat(5_001), "v".repeat(201), NOW, 0, new BigDecimal("-1"), "usd");

        assertThat(EventRules.problems(wish, NOW))
                .containsOnlyKeys("name", "description", "venue", "event_date", "total_capacity", "price", "currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1000000.01", "-0.01", "1e400", "1e-400"})
    @DisplayName("refuse a price that is out of range or finer than two decimal places")
    void price(String price) {
        assertThat(EventRules.problems(wish("n", "v", 1, price, "USD"), NOW)).containsOnlyKeys("price");
    }

    @ParameterizedTest
    @CsvSource({"XYZ", "US", "USDX", "''", "U$D", "ÜSD", "XXX", "XTS", "DEM"})
    @DisplayName("refuse what is no currency in use")
    void currency(String currency) {
        assertThat(EventRules.problems(wish("n", "v", 1, "1", currency), NOW)).containsOnlyKeys("currency");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 10.50, false", "JPY, 10.00, true", "KWD, 1.255, false", "KWD, 1.25, true", "KRW, 99.99, false"})
    @DisplayName("refuse a price that cannot be paid in its currency")
    void payable(String currency, String price, boolean right) {
        assertThat(EventRules.problems(wish("n", "v", 1, price, currency), NOW).isEmpty())
                .isEqualTo(right);
        UpdateEvent change =
                new UpdateEvent(new UUID(0, 0), null, null, null, null, null, new BigDecimal(price), currency, null);
        assertThat(EventRules.problems(change, NOW).isEmpty()).isEqualTo(right);
    }

    @Test
    @DisplayName("refuse a date that has no four-digit year in UTC")
    void lastYear() {
        Instant last = OffsetDateTime.parse("9999-12-31T23:59:59.999Z").toInstant();
        CreateEvent early = new CreateEvent("n", "", "v", last, 1, BigDecimal.ONE, "USD");
        CreateEvent late = new CreateEvent("n", "", "v", last.plusMillis(1), 1, BigDecimal.ONE, "USD");

        assertThat(EventRules.problems(early, NOW)).isEmpty();
        assertThat(EventRules.problems(late, NOW)).containsOnlyKeys("event_date");
    }

    @Test
    @DisplayName("refuse text that cannot be stored")
    void nul() {
        assertThat(EventRules.problems(wish("a\0b", "v\0", 1, "1", "USD"), NOW)).containsOnlyKeys("name", "venue");
    }

    @Test
    @DisplayName("refuse a change that changes nothing, and accept one of any single field")
    void change() {
        UUID id = new UUID(0, 0);

        assertThat(EventRules.problems(new UpdateEvent(id, null, null, null, null, null, null, null, null), NOW))
                .containsOnlyKeys("body");
        assertThat(EventRules.problems(new UpdateEvent(id, null, "", null, null, null, null, null, null), NOW))
                .isEmpty();
    }

    private static CreateEvent wish(String name, String venue, int capacity, String price, String currency) {
        return new CreateEvent(name, "", venue, NOW.plusMillis(1), capacity, new BigDecimal(price), currency);
    }
}
