package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.HeldAboveLimit;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.IdempotencyKey;
import io.evently.cluster.EventLocks;
import io.evently.invariants.InvariantChecker;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/** A user holds at most ten seats of an event; two nodes that get no event lock decide it in the database. */
@DisplayName("The seats that one user holds of an event")
class HoldLimitIT {
    private static final String WAITING = """
            SELECT count(*)::integer AS waiting FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private final UUID user = UUID.randomUUID();
    private BookingFixture booking;

    @BeforeEach
    void start() {
        booking = new BookingFixture(BookingFixture.config(), 0);
        booking.addNode(locks -> new NoLocks());
        booking.addNode(locks -> new NoLocks());
    }

    @AfterEach
    void stop() {
        booking.close();
    }

    @Test
    @DisplayName(
            "are limited in sum: confirmed, cancelled and lapsed holds make room, other events and users do not count")
    void sum() {
        UUID event = booking.anEvent(0, 100);
        var first = booking.booked(booking.hold(event, user, 6));
        var second = booking.booked(booking.hold(event, user, 4));
        assertThat(hold(event, 1)).isEqualTo(new HeldAboveLimit(10, 1));
        assertThat(hold(booking.anEvent(0, 100), 10)).isInstanceOf(Booked.class);
        booking.booked(booking.hold(event, UUID.randomUUID(), 10));
        booking.booked(booking.wish(event, user, 10, null));

        await(booking.node(0).desk().confirm(booking.change(first)));
        assertThat(hold(event, 7)).isEqualTo(new HeldAboveLimit(10, 7));
        booking.booked(booking.hold(event, user, 6));
        await(booking.node(0).desk().cancel(booking.change(second)));
        booking.booked(booking.hold(event, user, 4));
        assertThat(hold(event, 1)).isEqualTo(new HeldAboveLimit(10, 1));

        booking.clock.advance(BookingFixture.config().holdDuration());
        booking.booked(booking.hold(event, user, 10));
        booking.assertInvariants();
    }

    @Test
    @DisplayName("are limited among holds of the same flush, in their order, and what is refused takes no seats")
    void sameFlush() {
        UUID event = booking.anEvent(0, 22);
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        for (int quantity : new int[] {8, 3, 9, 2, 1}) {
            asked.add(booking.node(0).desk().book(booking.hold(event, user, quantity)));
        }
        asked.add(booking.node(0).desk().book(booking.wish(event, 10)));
        asked.add(booking.node(0).desk().book(booking.wish(event, 3)));

        List<BookingOutcome> outcomes = await(Future.all(asked).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes.subList(0, 5).stream().map(Object::getClass))
                .isEqualTo(List.of(
                        Booked.class, HeldAboveLimit.class, HeldAboveLimit.class, Booked.class, HeldAboveLimit.class));
        assertThat(outcomes.get(5)).isInstanceOf(Booked.class);
        assertThat(outcomes.get(6)).isEqualTo(new InsufficientSeats(2, 3));
        booking.assertInvariants();
    }

    @Test
    @DisplayName("do not count what the same flush refused for want of seats")
    void insufficientFirst() {
        UUID event = booking.anEvent(0, 10);
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        asked.add(booking.node(0).desk().book(booking.wish(event, 5)));
        asked.add(booking.node(0).desk().book(booking.hold(event, user, 8)));
        asked.add(booking.node(0).desk().book(booking.hold(event, user, 5)));

        List<BookingOutcome> outcomes = await(Future.all(asked).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes.get(1)).isEqualTo(new InsufficientSeats(5, 8));
        assertThat(outcomes.get(2)).isInstanceOf(Booked.class);
        booking.assertInvariants();
    }

    @Test
    @DisplayName("are refused the same way again when the key is the same")
    void sameKey() {
        UUID event = booking.anEvent(0, 100);
        booking.booked(booking.hold(event, user, 10));
        BookSeats keyed = new BookSeats(event, user, 3, null, true, new IdempotencyKey("k", "f"), booking.deadline());

        assertThat(await(booking.node(0).desk().book(keyed))).isEqualTo(new HeldAboveLimit(10, 3));
        assertThat(await(booking.node(1).desk().book(keyed))).isEqualTo(new HeldAboveLimit(10, 3));
    }

    @Test
    @DisplayName("are limited when two nodes without locks decide at the same moment")
    void race() {
        assertThat(heldAfterRace()).isEqualTo(6);
        booking.assertInvariants();
    }

    @Test
    @DisplayName(
            "would not be limited if the statement believed the snapshot with which it began, and the check would see it")
    void negativeControl() {
        booking.execute(0, "ALTER FUNCTION seats_held_by STABLE", Tuple.tuple());

        assertThat(heldAfterRace()).isEqualTo(12);
        assertThat(await(new InvariantChecker(booking.shards(), new InvariantChecker.HoldLimit(10, booking.clock))
                        .check()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.finding()).contains("holds 12 seats"));
    }

    /** How many seats are held after both nodes asked for six, with both statements waiting for the event's row. */
    private int heldAfterRace() {
        UUID event = booking.anEvent(0, 100);
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        await(booking.shards()
                .shard(0)
                .pool()
                .withTransaction(blocking -> blocking.preparedQuery("SELECT id FROM event WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(event))
                        .onSuccess(locked -> {
                            asked.add(booking.node(0).desk().book(booking.hold(event, user, 6)));
                            asked.add(booking.node(1).desk().book(booking.hold(event, user, 6)));
                        })
                        .compose(locked -> bothWait())));
        await(Future.all(asked));
        return booking.event(event).getInteger("seats_held");
    }

    private Future<Void> bothWait() {
        return booking.shards()
                .shard(0)
                .pool()
                .query(WAITING)
                .execute()
                .compose(rows -> rows.iterator().next().getInteger("waiting") >= 2
                        ? Future.succeededFuture()
                        : booking.node(0).vertx().timer(10).compose(later -> bothWait()));
    }

    private BookingOutcome hold(UUID event, int quantity) {
        return await(booking.node(1).desk().book(booking.hold(event, user, quantity)));
    }

    /** The cluster is away. */
    private static final class NoLocks implements EventLocks {
        @Override
        public Future<Grant> acquire(UUID eventId, Duration patience) {
            return Future.failedFuture(new IllegalStateException("no cluster"));
        }
    }
}
