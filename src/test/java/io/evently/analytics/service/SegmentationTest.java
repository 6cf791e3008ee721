package io.evently.analytics.service;

import io.evently.analytics.Segments;
import io.evently.analytics.Segments.Group;
import io.evently.analytics.segment.Segment;
import io.evently.analytics.service.PurchaseHistories.Day;
import io.evently.analytics.service.PurchaseHistories.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@DisplayName("Segments of customers")
class SegmentationTest {
    private static final Instant NOW = Instant.parse("2027-06-01T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2027-06-01");

    private final Random random = new Random(7);

    @Test
    @DisplayName("have everybody once who kept something, in a few words about each, and nobody else")
    void whole() {
        Segmentation segmentation = new Segmentation(NOW, 1_000, 1_000);
        segmentation.add(history(day(2, "USD", 1, "20.00"), day(20, "USD", 1, "30.00"), day(400, "USD", 4, "50.00")));
        segmentation.add(history(day(300, "USD", 1, "10.00")));
        segmentation.add(history(day(300, "USD", 0, "0.00")));

        Segments segments = segmentation.counted();

        assertThat(segments.customers()).isEqualTo(2);
        assertThat(segments.sampled()).isEqualTo(1);
        assertThat(segments.groups()).extracting(Group::segment).containsExactly(Segment.values());
        Group champions = group(segments, Segment.CHAMPIONS);
        assertThat(champions.customers()).isEqualTo(1);
        assertThat(champions.bookings()).isEqualTo(6);
        assertThat(champions.daysSinceLast()).isEqualTo(2);
        assertThat(champions.values()).singleElement().satisfies(value -> {
            assertThat(value.spend()).isEqualByComparingTo("100.00");
            assertThat(value.expected()).isNull();
        });
        assertThat(champions.alive()).isNull();
        assertThat(group(segments, Segment.LAPSED).customers()).isEqualTo(1);
    }

    @Test
    @DisplayName("are kept by those who booked since they were in one 90 days ago")
    void retention() {
        Segmentation segmentation = new Segmentation(NOW, 1_000, 1_000);
        // Both had booked once, 10 days before that day.
        segmentation.add(history(day(100, "USD", 1, "10.00"), day(50, "USD", 1, "10.00")));
        segmentation.add(history(day(100, "USD", 1, "10.00")));
        segmentation.add(history(day(5, "USD", 1, "10.00")));

        Segments segments = segmentation.counted();

        assertThat(group(segments, Segment.PROMISING).retention()).isEqualTo(0.5);
    }

    @Test
    @DisplayName("never add money of several currencies, and expect more of those who come often")
    void values() {
        Segmentation segmentation = new Segmentation(NOW, 10_000, 10_000);
        for (int i = 0; i < 600; i++) {
            String currency = i % 2 == 0 ? "USD" : "JPY";
            int often = 1 + random.nextInt(8);
            Day[] days = new Day[often];
            for (int k = 0; k < often; k++) {
                days[k] = day(1 + random.nextInt(600), currency, 1, i % 2 == 0 ? "25.50" : "2500");
            }
            segmentation.add(history(days));
        }
        segmentation.add(history(day(1, "USD", 1, "1.00"), day(2, "EUR", 1, "1.00")));

        Segments segments = segmentation.counted();

        Group champions = group(segments, Segment.CHAMPIONS);
        Group lapsed = group(segments, Segment.LAPSED);
        assertThat(champions.expectedPurchases()).isGreaterThan(lapsed.expectedPurchases());
        assertThat(champions.alive()).isBetween(0.0, 1.0).isGreaterThan(lapsed.alive());
        assertThat(champions.values()).extracting(Segments.Value::currency).containsExactly("JPY", "USD");
        assertThat(champions.values().get(0).spend().scale()).isZero();
        assertThat(champions.values().get(1).expected()).isPositive();
        assertThat(segments.groups().stream().mapToLong(Group::customers).sum()).isEqualTo(segments.customers());
    }

    @Test
    @DisplayName(
            "are those of a part of very many customers, by their ids alone, whatever the order in which they come")
    void sampled() {
        List<History> histories = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            histories.add(history(day(1 + random.nextInt(600), "USD", 1, "10.00")));
        }
        Segments forwards = segments(histories);
        Collections.reverse(histories);

        assertThat(forwards.sampled()).isLessThan(0.1);
        assertThat((double) forwards.customers()).isCloseTo(20_000, within(2_500.0));
        assertThat(segments(histories).customers()).isEqualTo(forwards.customers());
    }

    @Test
    @DisplayName("learn from customers of all ages, also where only a part is learnt from: the oldest come first")
    void fitted() {
        Segmentation of = new Segmentation(NOW, 10_000, 400);
        for (int i = 0; i < 400; i++) {
            of.add(new History(new UUID(i, 1), List.of(day(500, "USD", 1, "10.00"))));
        }
        // Enough of them come back for a model, and all of them registered later.
        for (int i = 400; i < 1_200; i++) {
            Day[] days = {
                day(1 + random.nextInt(300), "USD", 1, "10.00"), day(301 + random.nextInt(200), "USD", 1, "9.00")
            };
            of.add(new History(new UUID(i, 1), List.of(days)));
        }

        assertThat(of.counted().groups()).anyMatch(group -> group.expectedPurchases() != null);
    }

    private static Segments segments(List<History> histories) {
        Segmentation segmentation = new Segmentation(NOW, 1_500, 100);
        histories.forEach(segmentation::add);
        return segmentation.counted();
    }

    private static Group group(Segments segments, Segment segment) {
        return segments.groups().stream()
                .filter(group -> group.segment() == segment)
                .findFirst()
                .orElseThrow();
    }

    private History history(Day... days) {
        return new History(new UUID(random.nextLong(), random.nextLong()), List.of(days));
    }

    private static Day day(int ago, String currency, long bookings, String amount) {
        return new Day(TODAY.minusDays(ago), currency, bookings, bookings, new BigDecimal(amount));
    }
}
