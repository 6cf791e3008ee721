package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.ExtensionLimit;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.NotHeld;
import io.evently.booking.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A hold that is extended")
class ExtensionIT {
    private static final Duration LASTS = BookingFixture.config().holdDuration();
    private static BookingFixture booking;

    private final UUID event = booking.anEvent(100);
    private final Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 2));

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 2);
    }

    @AfterEach
    void check() {
        booking.assertInvariants();
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @Test
    @DisplayName("lasts for its full duration again, twice, then no more; it can still be confirmed")
    void twice() {
        for (int i = 0; i < 2; i++) {
            booking.clock.advance(LASTS.minusSeconds(60));
            Booking extended = ((Booked) extend(held)).booking();
            assertThat(extended.expiresAt())
                    .isEqualTo(booking.clock.instant().plus(LASTS).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
            assertThat(extended.createdAt()).isEqualTo(held.createdAt());
        }
        booking.clock.advance(LASTS.minusSeconds(60));
        assertThat(extend(held)).isEqualTo(new ExtensionLimit(2));

        assertThat(await(booking.node(1).desk().confirm(booking.change(held)))).isInstanceOf(Booked.class);
        assertThat(extend(held)).isEqualTo(new NotHeld("confirmed"));
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(2);
    }

    @Test
    @DisplayName("is gone when it has lapsed, and somebody else's is not found")
    void refused() {
        BookingChange foreign = new BookingChange(held.id(), UUID.randomUUID(), false, null, booking.deadline());
        assertThat(await(booking.node(0).desk().extend(foreign))).isEqualTo(new NotFound("Booking"));
        BookingChange admin = new BookingChange(held.id(), UUID.randomUUID(), true, null, booking.deadline());
        assertThat(await(booking.node(0).desk().extend(admin))).isInstanceOf(Booked.class);

        booking.clock.advance(LASTS);
        assertThat(extend(held)).isEqualTo(new HoldExpired(held.id()));

        Booking other = booking.booked(booking.hold(event, UUID.randomUUID(), 1));
        await(booking.node(0).desk().cancel(booking.change(other)));
        assertThat(extend(other)).isEqualTo(new AlreadyCancelled("cancelled"));

        Booking late = booking.booked(booking.hold(event, UUID.randomUUID(), 1));
        booking.execute(booking.shardOf(event), "UPDATE event SET status = 'completed' WHERE id = $1", Tuple.of(event));
        assertThat(extend(late)).isEqualTo(new NotBookable("completed"));
    }

    @Test
    @DisplayName("is extended once by requests with one key, whichever node gets them, and told in one fact each time")
    void once() {
        IdempotencyKey key = new IdempotencyKey("extend", "print");
        BookingChange keyed = new BookingChange(held.id(), held.userId(), false, key, booking.deadline());
        BookingOutcome first = await(booking.node(0).desk().extend(keyed));
        booking.clock.advance(Duration.ofSeconds(30));
        assertThat(await(booking.node(1).desk().extend(keyed))).isEqualTo(first);
        assertThat(extend(held)).isInstanceOf(Booked.class);

        List<io.vertx.sqlclient.Row> facts =
                booking.execute(booking.shardOf(event), """
                SELECT fact->>'topic' AS topic FROM outbox, json_array_elements(facts) AS fact
                 WHERE fact->>'booking_id' = $1::text AND fact->>'topic' = 'hold.extended'
                """, Tuple.of(held.id().toString()));
        assertThat(facts).hasSize(2);
    }

    @Test
    @DisplayName("is extended no more often than it may be by many requests at once on two nodes")
    void race() {
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(booking.node(i % 2).desk().extend(booking.change(held)));
        }

        List<BookingOutcome> outcomes = await(Future.all(asked).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(2);
        assertThat(outcomes).filteredOn(outcome -> !(outcome instanceof Booked)).containsOnly(new ExtensionLimit(2));
    }

    private static BookingOutcome extend(Booking booked) {
        return await(booking.node(0).desk().extend(booking.change(booked)));
    }
}
