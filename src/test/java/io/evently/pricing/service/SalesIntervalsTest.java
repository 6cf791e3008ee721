package io.evently.pricing.service;

import io.evently.catalog.PriceCause;
import io.evently.pricing.PriceChange;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.model.PriceHistory;
import io.evently.pricing.model.SalesInterval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The parts of a sale")
class SalesIntervalsTest {
    private static final Instant BEGIN = Instant.parse("2027-03-01T10:20:00Z");

    @Test
    @DisplayName(
            "end at midnight and where the price changes; each has the sales of its price and day, and none is lost")
    void parts() {
        EventSales event = event(
                List.of(change(1, BEGIN, 10), change(2, "2027-03-02T15:30:00Z", 12)),
                List.of(
                        sold("2027-03-01T10:00:00Z", 10, 5),
                        sold("2027-03-02T15:00:00Z", 10, 3),
                        sold("2027-03-02T15:00:00Z", 12, 2),
                        sold("2027-03-02T16:00:00Z", 12, 1),
                        // An offer of the waitlist at a price that was never asked for.
                        sold("2027-03-02T17:00:00Z", 9, 1)));

        List<SalesInterval> parts = SalesIntervals.between(BEGIN, at("2027-03-03T01:00:00Z"), event);

        assertThat(parts.stream().map(SalesInterval::from))
                .containsExactly(
                        BEGIN, at("2027-03-02T00:00:00Z"), at("2027-03-02T15:30:00Z"), at("2027-03-03T00:00:00Z"));
        assertThat(parts.stream().map(SalesInterval::orders)).containsExactly(5.0, 3.0, 4.0, 0.0);
        assertThat(parts.stream().map(part -> part.price().intValue())).containsExactly(10, 10, 12, 12);
        assertThat(parts.get(3).to()).isEqualTo(at("2027-03-03T01:00:00Z"));
        assertThat(SalesIntervals.between(BEGIN, BEGIN, event)).isEmpty();
    }

    @Test
    @DisplayName("know how long there were seats, and take no more refused than the event has seats")
    void soldOut() {
        EventSales event = event(
                List.of(change(1, BEGIN, 10)),
                List.of(new SalesRow(at("2027-03-01T11:00:00Z"), BigDecimal.TEN, 0, 0, 5_000, 1_800)));

        SalesInterval only =
                SalesIntervals.between(BEGIN, BEGIN.plusSeconds(3_600), event).get(0);

        assertThat(only.openShare()).isEqualTo(0.5);
        assertThat(only.refused()).isEqualTo(100);
    }

    private static EventSales event(List<PriceChange> history, List<SalesRow> sales) {
        return new EventSales(
                new UUID(0, 1),
                "Concert",
                BEGIN.plusSeconds(86_400 * 30),
                BEGIN,
                100,
                50,
                BigDecimal.TEN,
                "USD",
                "active",
                1,
                BigDecimal.TEN,
                PricingPlan.USUAL,
                PriceHistory.NONE,
                BEGIN,
                null,
                history,
                sales);
    }

    private static PriceChange change(int version, String at, int price) {
        return change(version, at(at), price);
    }

    private static PriceChange change(int version, Instant at, int price) {
        return new PriceChange(version, at, BigDecimal.valueOf(price), "USD", PriceCause.MANUAL, null, null, null);
    }

    private static SalesRow sold(String hour, int price, int orders) {
        return new SalesRow(at(hour), BigDecimal.valueOf(price), orders, orders, 0, 0);
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
