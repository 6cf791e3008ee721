package io.evently.forecast.model;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("The coming days")
class DailyOutlookTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    private final WeekdaySmoothing usual = new WeekdaySmoothing();

    @Test
    @DisplayName("bring no fractions of a currency that has none")
    void yen() {
        DailyOutlook.Money money = DailyOutlook.of(
                        MONDAY,
                        1,
                        List.of(new DailyOutlook.Sale(List.of(1.37), 0.71, new BigDecimal("3333"), "JPY")),
                        usual,
                        ahead -> List.of())
                .get(0)
                .revenue()
                .get("JPY");

        assertThat(List.of(money.expected(), money.low(), money.high()))
                .allSatisfy(amount ->
                        assertThat(amount.stripTrailingZeros().scale()).isLessThanOrEqualTo(0));
        assertThat(money.expected()).isEqualTo("4566.00");
    }

    @Test
    @DisplayName("bring what is expected of all events, and revenue by currency, never added across")
    void sums() {
        List<DailyOutlook.Day> days = DailyOutlook.of(
                MONDAY,
                2,
                List.of(
                        new DailyOutlook.Sale(List.of(4.0, 6.0), 5, new BigDecimal("20.00"), "EUR"),
                        new DailyOutlook.Sale(List.of(10.0, 0.0), 4, new BigDecimal("8.50"), "USD")),
                usual,
                ahead -> List.of());

        assertThat(days).extracting(DailyOutlook.Day::date).containsExactly(MONDAY, MONDAY.plusDays(1));
        assertThat(days.get(0).bookings().expected()).isEqualTo(14);
        assertThat(days.get(1).bookings().expected()).isEqualTo(6);
        assertThat(days.get(0).revenue()).containsOnlyKeys("EUR", "USD");
        assertThat(days.get(0).revenue().get("EUR").expected()).isEqualByComparingTo("80.00");
        assertThat(days.get(0).revenue().get("USD").expected()).isEqualByComparingTo("85.00");
    }

    @Test
    @DisplayName("have intervals that add up as independent errors do, and never below what a count varies by")
    void intervals() {
        DailyOutlook.Sale sale = new DailyOutlook.Sale(List.of(50.0, 50.0), 40, BigDecimal.TEN, "EUR");

        DailyOutlook.Range range = DailyOutlook.of(MONDAY, 1, List.of(sale, sale), usual, ahead -> List.of())
                .get(0)
                .bookings();

        // Each event's day has 40 times the root of one half; two of them together the root of two times that.
        assertThat(range.high() - range.expected()).isCloseTo(40, within(1e-9));
        DailyOutlook.Sale certain = new DailyOutlook.Sale(List.of(100.0), 0, BigDecimal.TEN, "EUR");
        assertThat(DailyOutlook.of(MONDAY, 1, List.of(certain), usual, ahead -> List.of())
                        .get(0)
                        .bookings()
                        .low())
                .isCloseTo(100 - 12.816, within(1e-9));
    }

    @Test
    @DisplayName("have intervals by how such forecasts turned out, once that is known")
    void measured() {
        DailyOutlook.Sale sale = new DailyOutlook.Sale(List.of(50.0), 5, BigDecimal.TEN, "EUR");
        List<Accuracy.Outcome> past = Collections.nCopies(30, new Accuracy.Outcome(50, 80));

        DailyOutlook.Range range = DailyOutlook.of(MONDAY, 1, List.of(sale), usual, ahead -> past)
                .get(0)
                .bookings();

        assertThat(range.low()).isEqualTo(20);
        assertThat(range.high()).isEqualTo(80);
    }

    @Test
    @DisplayName("without open events bring what the weekday usually brings")
    void fallback() {
        usual.add(DayOfWeek.MONDAY, 10);
        usual.add(DayOfWeek.MONDAY, 20);
        usual.add(DayOfWeek.TUESDAY, 40);

        List<DailyOutlook.Day> days = DailyOutlook.of(MONDAY, 3, List.of(), usual, ahead -> List.of());

        assertThat(days.get(0).bookings().expected()).isCloseTo(0.7 * 10 + 0.3 * 20, within(1e-9));
        assertThat(days.get(1).bookings().expected()).isEqualTo(40);
        assertThat(days.get(2).bookings().expected())
                .as("never seen: the average")
                .isCloseTo(26.5, within(1e-9));
        assertThat(days.get(0).revenue()).isEmpty();
    }

    @Test
    @DisplayName("of a platform without history bring nothing")
    void empty() {
        assertThat(DailyOutlook.of(MONDAY, 1, List.of(), usual, ahead -> List.of())
                        .get(0)
                        .bookings())
                .isEqualTo(new DailyOutlook.Range(0, 0, 0));
    }

    @Test
    @DisplayName("are as accurate as they turned out, and of unknown accuracy below twenty outcomes")
    void accuracy() {
        assertThat(Accuracy.of(Collections.nCopies(19, new Accuracy.Outcome(10, 10))))
                .isEmpty();
        assertThat(Accuracy.of(Collections.nCopies(20, new Accuracy.Outcome(0, 0))))
                .isEmpty();
        assertThat(Accuracy.of(Collections.nCopies(20, new Accuracy.Outcome(8, 10)))
                        .orElseThrow())
                .isCloseTo(0.8, within(1e-12));
        assertThat(Accuracy.of(Collections.nCopies(20, new Accuracy.Outcome(40, 10)))
                        .orElseThrow())
                .isCloseTo(-2, within(1e-12));
    }
}
