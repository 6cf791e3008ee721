package io.evently.notification;

import io.evently.booking.service.BookingFixture;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.SeatCounts.SeatCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Seat counts")
class SeatFeedIT {
    private static final int BOOKINGS = 200;

    @Test
    @DisplayName("are told to every node, numbered without a gap, at most four times a second, the newest last")
    void coalesced() {
        try (NotificationFixture fixture = new NotificationFixture(2)) {
            List<SeatCount> heard = new CopyOnWriteArrayList<>();
            BookingFixture.await(
                    fixture.bus(1).listen(CatalogEndpoints.SEATS_CHANGED, counts -> heard.addAll(counts.counts())));
            fixture.start(0, Map.of());
            fixture.start(1, Map.of());
            UUID event = fixture.bookings.anEvent(1_000);
            for (int i = 0; i < BOOKINGS; i++) {
                fixture.bookings.clock.advance(Duration.ofMillis(10));
                fixture.bookings.booked(fixture.bookings.wish(event, UUID.randomUUID(), 1, null));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                fixture.bookings.clock.advance(Duration.ofMillis(100));
                return !heard.isEmpty() && heard.get(heard.size() - 1).availableSeats() == 1_000 - BOOKINGS;
            });
            assertThat(heard).allSatisfy(count -> assertThat(count.eventId()).isEqualTo(event));
            assertThat(heard).extracting(SeatCount::sequence).isSorted();
            assertThat(heard.stream().map(SeatCount::sequence).distinct())
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(
                                    1, heard.get(heard.size() - 1).sequence())
                            .boxed()
                            .toList());
            for (int i = 1; i < heard.size(); i++) {
                assertThat(Duration.between(heard.get(i - 1).at(), heard.get(i).at()))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
            }
            assertThat(heard).hasSizeLessThan(BOOKINGS);
        }
    }
}
