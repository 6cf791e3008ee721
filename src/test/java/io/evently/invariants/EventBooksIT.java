package io.evently.invariants;

import io.evently.booking.service.BookingFixture;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The books of events")
class EventBooksIT {
    private static final int SHARD = 0;

    private static BookingFixture booking;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET seats_sold = seats_sold + $2 WHERE id = $1",
                "UPDATE event SET seats_held = seats_held + $2 WHERE id = $1",
                "UPDATE booking SET quantity = quantity + $2, total = unit_price * (quantity + $2)"
                        + " WHERE event_id = $1 AND status = 'confirmed'",
                "UPDATE ledger SET amount = amount + 0.01 * $2::integer WHERE event_id = $1"
            })
    @DisplayName("are wrong when something was changed on one side alone, and right again when it was put right")
    void found(String change) {
        UUID event = anEventWithBookings();
        EventBooks books = books(100, 10_000);
        lookAtAll(books);
        assertThat(books.wrong()).isZero();

        booking.execute(SHARD, change, Tuple.of(event, 1));
        lookAtAll(books);
        assertThat(books.wrong()).isEqualTo(1);

        booking.execute(SHARD, change, Tuple.of(event, -1));
        lookAtAll(books);
        assertThat(books.wrong()).isZero();
    }

    @Test
    @DisplayName("are looked at a few events at a time, and from the first again after the last")
    void inTurn() {
        List<UUID> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(anEventWithBookings());
        }
        long all = count();
        assertThat(all).isGreaterThanOrEqualTo(events.size());
        EventBooks byNumber = books(2, 10_000);
        // Each has four seats sold and held: two of them are more than one look may add up after the first.
        EventBooks bySize = books(100, 4);

        for (EventBooks books : List.of(byNumber, bySize)) {
            await(books.look());
            assertThat(books.checked()).isBetween(1L, 2L);
            lookAtAll(books);
            assertThat(books.checked()).isGreaterThanOrEqualTo(all);
        }
    }

    @Test
    @DisplayName("of an event with more than can be added up in one look are left out, and the rest goes on")
    void tooMuch() {
        UUID large = anEventWithBookings();
        UUID small = booking.anEvent(10);
        EventBooks books = books(100, 3);
        sellUnseen(large, 1);
        sellUnseen(small, 1);

        lookAtAll(books);

        assertThat(books.wrong()).isEqualTo(1);
        sellUnseen(large, -1);
        sellUnseen(small, -1);
    }

    private static void sellUnseen(UUID event, int seats) {
        booking.execute(SHARD, "UPDATE event SET seats_sold = seats_sold + $2 WHERE id = $1", Tuple.of(event, seats));
    }

    /** Three seats sold and one held. */
    private static UUID anEventWithBookings() {
        UUID event = booking.anEvent(10);
        booking.booked(booking.wish(event, UUID.randomUUID(), 3, null));
        booking.booked(booking.hold(event, UUID.randomUUID(), 1));
        return event;
    }

    private static EventBooks books(int events, int entries) {
        return new EventBooks(
                booking.shards().shard(SHARD), new InvariantsConfig(Duration.ofSeconds(1), events, entries));
    }

    private static void lookAtAll(EventBooks books) {
        // Each look gets on by one event at least; one more comes back to the first.
        for (long left = 2 * count() + 2; left > 0; left--) {
            await(books.look());
        }
    }

    private static long count() {
        return booking.execute(SHARD, "SELECT count(*) AS events FROM event", Tuple.tuple())
                .get(0)
                .getLong("events");
    }
}
