package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An event whose row somebody else has locked")
class LockedEventIT {
    private static BookingFixture booking;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @Test
    @DisplayName("holds up nobody but itself: the other events of the shard are booked, held, confirmed and cancelled")
    void others() {
        UUID locked = booking.anEvent(0, 1_000);
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(booking.anEvent(0, 1_000));
        }
        Promise<Void> release = Promise.promise();
        Promise<Void> holding = Promise.promise();
        Future<Void> blocking = booking.shards()
                .shard(0)
                .pool()
                .withTransaction(connection -> connection
                        .preparedQuery("SELECT id FROM event WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(locked))
                        .onSuccess(rows -> holding.complete())
                        .compose(rows -> release.future()));
        await(holding.future());

        List<Future<BookingOutcome>> waiting = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 5; i++) {
                waiting.add(booking.node(0).desk().book(booking.wish(locked, 1)));
            }
            for (UUID other : others) {
                Booking held = booking.booked(booking.hold(other, UUID.randomUUID(), 2));
                assertThat(await(booking.node(0).desk().extend(booking.change(held))))
                        .isInstanceOf(Booked.class);
                assertThat(await(booking.node(0).desk().confirm(booking.change(held))))
                        .isInstanceOf(Booked.class);
                assertThat(await(booking.node(0).desk().cancel(booking.change(held))))
                        .isInstanceOf(Cancelled.class);
            }
        }
        assertThat(waiting).noneMatch(Future::isComplete);

        release.complete();
        await(blocking);
        List<BookingOutcome> outcomes = await(Future.all(waiting).map(all -> all.<BookingOutcome>list()));
        assertThat(outcomes).hasOnlyElementsOfType(Booked.class);
        assertThat(booking.event(locked).getInteger("seats_sold")).isEqualTo(25);
        booking.assertInvariants();
    }
}
