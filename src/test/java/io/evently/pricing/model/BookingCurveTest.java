package io.evently.pricing.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("A booking curve")
class BookingCurveTest {
    private static final Instant ON_SALE = Instant.parse("2026-03-04T09:30:00Z");

    @ParameterizedTest(name = "{0} hours on sale")
    @ValueSource(ints = {1, 5, 72, 100, 143, 145, 1_440, 9_000})
    @DisplayName("has all orders within the sale, and never fewer later")
    void wholeSale(int hours) {
        Instant start = ON_SALE.plus(Duration.ofHours(hours));
        BookingCurve curve = BookingCurve.of(CurveShape.ASSUMED, ON_SALE, start);
        assertThat(curve.remaining(ON_SALE.minusSeconds(1))).isCloseTo(1, within(1e-12));
        assertThat(curve.remaining(start)).isZero();
        assertThat(curve.remaining(start.plusSeconds(5))).isZero();
        double sum = 0;
        double before = 1;
        for (int minute = 0; minute < hours * 60; minute += 30) {
            Instant at = ON_SALE.plus(Duration.ofMinutes(minute));
            sum += curve.mass(at, at.plus(Duration.ofMinutes(30)));
            assertThat(curve.remaining(at)).isLessThanOrEqualTo(before);
            before = curve.remaining(at);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    @DisplayName("follows the hours and the days of the week")
    void weekly() {
        List<Double> hours = new ArrayList<>(Collections.nCopies(24, 0.5));
        hours.set(20, 12.5);
        List<Double> days = new ArrayList<>(Collections.nCopies(7, 0.9));
        days.set(4, 1.6);
        CurveShape even = CurveShape.ofRates(Collections.nCopies(CurveBuckets.COUNT, 1.0));
        BookingCurve curve =
                BookingCurve.of(new CurveShape(even.rates(), days, hours), ON_SALE, ON_SALE.plus(Duration.ofDays(28)));
        Instant evening = Instant.parse("2026-03-12T20:00:00Z");
        assertThat(curve.mass(evening, evening.plus(Duration.ofHours(1))))
                .isCloseTo(
                        25 * curve.mass(evening.plus(Duration.ofHours(1)), evening.plus(Duration.ofHours(2))),
                        within(1e-9));
        Instant friday = evening.plus(Duration.ofDays(1));
        assertThat(curve.mass(friday, friday.plus(Duration.ofHours(1))))
                .isCloseTo(16.0 / 9 * curve.mass(evening, evening.plus(Duration.ofHours(1))), within(1e-9));
    }

    @Test
    @DisplayName("is the mean of a category and all others, with the weight of 200 orders for these")
    void blended() {
        Instant start = ON_SALE.plus(Duration.ofDays(90));
        List<Double> orders = new ArrayList<>(Collections.nCopies(CurveBuckets.COUNT, 0.0));
        orders.set(0, 600.0);
        CurveCounts counts = CurveCounts.NONE.plus(
                ON_SALE, start, orders, Collections.nCopies(7, 0.0), Collections.nCopies(24, 0.0));
        BookingCurve all = BookingCurve.of(CurveShape.ASSUMED, ON_SALE, start);
        BookingCurve category = BookingCurve.of(counts.blendedWith(CurveShape.ASSUMED), ON_SALE, start);
        double lastHours = all.remaining(start.minus(Duration.ofHours(6)));
        assertThat(category.remaining(start.minus(Duration.ofHours(6))))
                .isCloseTo((200 * lastHours + 600) / 800, within(1e-9));
        assertThat(CurveCounts.NONE.blendedWith(CurveShape.ASSUMED)).isEqualTo(CurveShape.ASSUMED);
    }

    @Test
    @DisplayName("puts each moment into its bucket")
    void buckets() {
        Instant start = ON_SALE.plus(Duration.ofDays(60));
        assertThat(CurveBuckets.of(ON_SALE, start, ON_SALE)).isEqualTo(15);
        assertThat(CurveBuckets.of(ON_SALE, start, ON_SALE.plus(Duration.ofHours(73))))
                .isEqualTo(11 + 1);
        assertThat(CurveBuckets.of(ON_SALE, start, start.minus(Duration.ofHours(7))))
                .isEqualTo(1);
        assertThat(CurveBuckets.of(ON_SALE, start, start.minus(Duration.ofHours(1))))
                .isZero();
        assertThat(CurveBuckets.of(ON_SALE, ON_SALE.plus(Duration.ofDays(200)), ON_SALE.plus(Duration.ofDays(50))))
                .isEqualTo(14);
    }
}
