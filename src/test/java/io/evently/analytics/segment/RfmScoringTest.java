package io.evently.analytics.segment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Labels of customers")
class RfmScoringTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 49, 50, 51, 333})
    @DisplayName("every customer has exactly one, in the order given")
    void partition(int size) {
        List<CustomerActivity> customers = customers(size);

        List<SegmentedCustomer> scored = RfmScoring.score(customers);

        assertThat(scored).extracting(SegmentedCustomer::activity).containsExactlyElementsOf(customers);
        Map<Segment, Long> counts = scored.stream().collect(groupingBy(SegmentedCustomer::segment, counting()));
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(size);
    }

    @Test
    @DisplayName("fifths are equal even when all figures are")
    void equalFifths() {
        List<CustomerActivity> customers = IntStream.range(0, 100)
                .mapToObj(i -> new CustomerActivity("c" + (1000 + i), 10, 2, 50))
                .toList();

        Map<Integer, Long> counts = RfmScoring.score(customers).stream()
                .collect(groupingBy(one -> one.score().frequency(), counting()));

        assertThat(counts).isEqualTo(Map.of(1, 20L, 2, 20L, 3, 20L, 4, 20L, 5, 20L));
    }

    @Test
    @DisplayName("the most recent, most frequent and best paying fifth scores 5")
    void directions() {
        List<CustomerActivity> customers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            customers.add(new CustomerActivity("c" + (100 + i), i, 50 - i, 1000 - i));
        }

        List<SegmentedCustomer> scored = RfmScoring.score(customers);

        assertThat(scored.get(0).score()).isEqualTo(new RfmScore(5, 5, 5));
        assertThat(scored.get(49).score()).isEqualTo(new RfmScore(1, 1, 1));
        assertThat(scored.get(0).segment()).isEqualTo(Segment.CHAMPIONS);
        assertThat(scored.get(49).segment()).isEqualTo(Segment.LAPSED);
    }

    @Test
    @DisplayName("do not depend on the order in which customers come")
    void anyOrder() {
        List<CustomerActivity> customers = customers(120);
        List<CustomerActivity> reversed = new ArrayList<>(customers);
        Collections.reverse(reversed);

        assertThat(RfmScoring.score(reversed)).containsExactlyInAnyOrderElementsOf(RfmScoring.score(customers));
    }

    @Test
    @DisplayName("of few customers follow fixed limits, the spend in average bookings")
    void fixedLimits() {
        List<SegmentedCustomer> scored = RfmScoring.score(List.of(
                new CustomerActivity("often and lately", 30, 6, 60),
                new CustomerActivity("once, long ago", 366, 1, 10),
                new CustomerActivity("thrice, half a year ago", 180, 3, 30)));

        assertThat(scored)
                .extracting(SegmentedCustomer::score)
                .containsExactly(new RfmScore(5, 5, 4), new RfmScore(1, 1, 2), new RfmScore(3, 3, 3));
    }

    @Test
    @DisplayName("follow the rules for every possible score")
    void rules() {
        for (int recency = 1; recency <= 5; recency++) {
            for (int frequency = 1; frequency <= 5; frequency++) {
                Segment expected = frequency >= 4
                        ? recency >= 4 ? Segment.CHAMPIONS : Segment.LOYAL
                        : recency >= 4 && frequency <= 2
                                ? Segment.PROMISING
                                : recency <= 2 ? frequency == 3 ? Segment.AT_RISK : Segment.LAPSED : Segment.REGULAR;
                assertThat(Segment.of(new RfmScore(recency, frequency, 3)))
                        .as("recency %d, frequency %d", recency, frequency)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @DisplayName("are not given for nonsense")
    void nonsense() {
        assertThatThrownBy(() -> new CustomerActivity("c", Double.NaN, 1, 1)).hasMessageContaining("daysSinceLast");
        assertThatThrownBy(() -> new CustomerActivity("c", 1, 0, 1)).hasMessageContaining("bookings");
        assertThatThrownBy(() -> new CustomerActivity("c", 1, 1, -1)).hasMessageContaining("spend");
        assertThatThrownBy(() -> new RfmScore(0, 1, 1)).hasMessageContaining("recency");
    }

    private static List<CustomerActivity> customers(int size) {
        SplittableRandom random = new SplittableRandom(size);
        return IntStream.range(0, size)
                .mapToObj(i ->
                        new CustomerActivity("c" + i, random.nextInt(400), 1 + random.nextInt(6), random.nextInt(500)))
                .toList();
    }
}
