package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.service.BookingFixture;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A freed seat that the public and a waitlist are after")
class FreedSeatRaceIT {
    private static final int ROUNDS = 60;
    private static final int BUYERS = 40;
    private static final String FREE = """
            WITH ended AS (
                UPDATE booking SET status = 'cancelled' WHERE id = $1 RETURNING *),
            refunded AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'refund', event_id, total, currency, now() FROM ended)
            UPDATE event SET seats_sold = seats_sold - 1 FROM ended WHERE event.id = ended.event_id
            """;
    private static BookingFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new BookingFixture(BookingFixture.config(), 2);
        for (int shard = 0; shard < fixture.shards().count(); shard++) {
            await(new WaitlistRepository()
                    .agree(fixture.shards().shard(shard).pool(), BookingFixture.WAITLIST.policy()));
        }
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    @DisplayName("goes to who waits, whatever the timing")
    void goesToWhoWaits() {
        int stolen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            stolen += stolen((node, booking) -> node.desk().cancel(fixture.change(booking)));
        }
        assertThat(stolen).isZero();
        fixture.assertInvariants();
    }

    @Test
    @DisplayName("is taken by the public when it is freed first and offered then: the race is real")
    void negativeControl() {
        int stolen = 0;
        for (int round = 0; round < 10 * ROUNDS && stolen == 0; round++) {
            stolen += stolen(FreedSeatRaceIT::freeThenServe);
        }
        assertThat(stolen).isPositive();
    }

    @Test
    @DisplayName(
            "is never left over while somebody joins at the same moment: they are told of it, or it is offered to them")
    void joiningMeanwhile() {
        for (int round = 0; round < ROUNDS; round++) {
            UUID event = fixture.anEvent(1);
            Booking booking = fixture.booked(fixture.wish(event, UUID.randomUUID(), 1, null));
            UUID user = UUID.randomUUID();

            Future<JoinOutcome> joining = fixture.node(round % 2).waitlist().join(wish(event, user));
            Future<BookingOutcome> cancelling = fixture.node(1).desk().cancel(fixture.change(booking));

            assertThat(await(cancelling)).isInstanceOf(BookingOutcome.Cancelled.class);
            if (await(joining) instanceof JoinOutcome.Joined) {
                EntryLookup found = await(fixture.node(0).waitlist().find(new FindEntry(event, user)));
                assertThat(((EntryLookup.Found) found).entry().status()).isEqualTo(WaitlistStatus.OFFERED);
            } else {
                assertThat(await(joining)).isEqualTo(new JoinOutcome.SeatsAvailable(1, 1));
            }
        }
    }

    // Returns how many of the public got the seat.
    private static int stolen(BiFunction<BookingFixture.Node, Booking, Future<?>> free) {
        UUID event = fixture.anEvent(1);
        Booking booking = fixture.booked(fixture.wish(event, UUID.randomUUID(), 1, null));
        assertThat(await(fixture.node(0).waitlist().join(wish(event, UUID.randomUUID()))))
                .isInstanceOf(JoinOutcome.Joined.class);
        List<Future<BookingOutcome>> buyers = new ArrayList<>();
        Future<?> freed = Future.succeededFuture();
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(fixture.node(i % 2)
                    .desk()
                    .book(new BookSeats(event, UUID.randomUUID(), 1, null, false, null, fixture.deadline())));
            if (i == BUYERS / 4) {
                freed = free.apply(fixture.node(1), booking);
            }
        }
        await(Future.join(buyers));
        await(freed);
        return (int) buyers.stream()
                .filter(outcome -> outcome.result() instanceof BookingOutcome.Booked)
                .count();
    }

    private static Future<?> freeThenServe(BookingFixture.Node node, Booking booking) {
        var pool = fixture.shards().shard(fixture.shardOf(booking.eventId())).pool();
        return pool.preparedQuery(FREE)
                .execute(Tuple.of(booking.id()))
                .compose(done -> pool.preparedQuery("SELECT serve_waitlist($1, $2, NULL)")
                        .execute(Tuple.of(
                                booking.eventId(), fixture.clock.instant().atOffset(ZoneOffset.UTC))));
    }

    private static JoinWaitlist wish(UUID event, UUID user) {
        return new JoinWaitlist(event, user, Tier.BASIC, 1, false, false, null);
    }
}
