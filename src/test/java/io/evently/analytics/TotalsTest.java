package io.evently.analytics;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Totals")
class TotalsTest {

    @Test
    @DisplayName("add up what is of one kind, and amounts of one currency")
    void sums() {
        Totals totals = Totals.of(List.of(
                tally(Happening.CHARGED, "EUR", 3, 5, "30.30"),
                tally(Happening.CHARGED, "EUR", 1, 1, "0.70"),
                tally(Happening.REFUNDED, "EUR", 1, 2, "10.10"),
                tally(Happening.CALLED_OFF, "JPY", 1, 1, "1200.00"),
                tally(Happening.CHARGED, "JPY", 2, 2, "2400.00")));

        assertThat(totals.kept()).isEqualTo(4);
        assertThat(totals.seats(Happening.CHARGED)).isEqualTo(8);
        assertThat(totals.sales())
                .containsExactly(
                        new Sales("EUR", 4, 6, money("31.00"), 1, 2, money("10.10")),
                        new Sales("JPY", 2, 2, money("2400.00"), 1, 1, money("1200.00")));
        assertThat(totals.sales().get(0).revenue()).isEqualTo(money("20.90"));
        assertThat(totals.sales().get(1).seatsKept()).isEqualTo(1);
    }

    @Test
    @DisplayName("count a hold that is confirmed as one order")
    void orders() {
        Totals totals = Totals.of(List.of(
                tally(Happening.HELD, Tally.NO_CURRENCY, 4, 4, "0"),
                tally(Happening.HOLD_KEPT, Tally.NO_CURRENCY, 3, 3, "0"),
                tally(Happening.CHARGED, "EUR", 5, 5, "5.00"),
                tally(Happening.REFUSED, Tally.NO_CURRENCY, 10, 20, "0")));

        assertThat(totals.ordered()).isEqualTo(6);
        assertThat(totals.attempts()).isEqualTo(16);
    }

    @Test
    @DisplayName("of waitlists give three rates, and none of nothing")
    void rates() {
        WaitlistConversion conversion = new WaitlistConversion(
                List.of(
                        tally(Happening.REFUSED, Tally.NO_CURRENCY, 8, 16, "0"),
                        tally(Happening.JOINED, Tally.NO_CURRENCY, 2, 4, "0"),
                        tally(Happening.ACCEPTED, Tally.NO_CURRENCY, 3, 6, "0"),
                        tally(Happening.DECLINED, Tally.NO_CURRENCY, 1, 1, "0"),
                        tally(Happening.LAPSED, Tally.NO_CURRENCY, 2, 2, "0")),
                8);

        assertThat(conversion.joinRate()).isEqualTo(0.25);
        assertThat(conversion.acceptanceRate()).isEqualTo(0.5);
        assertThat(conversion.recaptureRate()).isEqualTo(0.75);
        WaitlistConversion nothing = new WaitlistConversion(List.of(), 0);
        assertThat(nothing.joinRate()).isNull();
        assertThat(nothing.acceptanceRate()).isNull();
        assertThat(nothing.recaptureRate()).isNull();
    }

    private static Tally tally(Happening happening, String currency, long times, long seats, String amount) {
        return new Tally(happening, currency, times, seats, money(amount));
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }
}
