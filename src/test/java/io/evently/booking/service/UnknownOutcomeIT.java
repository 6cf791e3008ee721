package io.evently.booking.service;

import io.evently.booking.Booking;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.booking.IdempotencyKey;
import io.evently.storage.StorageConfig;
import io.evently.testing.TcpProxy;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Node 0 has a good line to PostgreSQL and does the looking; node 1 has one that the tests damage. */
@DisplayName("A flush whose answer is lost")
class UnknownOutcomeIT {
    /** More than the pools of a shard have. */
    private static final int CONNECTIONS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BookingFixture booking;
    private TcpProxy line;
    private BookingFixture.Node damaged;

    @BeforeEach
    void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
        String url = String.valueOf(booking.storage().url());
        line = new TcpProxy(url);
        damaged = booking.addNode(impatient(), UnaryOperator.identity(), impatient(line.over(url)));
    }

    @AfterEach
    void stop() {
        booking.assertInvariants();
        line.thaw();
        booking.close();
        line.close();
    }

    @Test
    @DisplayName("is looked up: who was booked hears so although the connection ended before the answer")
    void lostReply() {
        UUID event = booking.anEvent(10);
        warmUp(event);
        line.dropReplies();

        Future<BookingOutcome> asked = damaged.desk().book(booking.wish(event, 2));
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 3);
        line.cut(false);

        BookingOutcome outcome = await(asked);
        assertThat(outcome).isInstanceOf(Booked.class);
        assertThat(status(((Booked) outcome).booking().id())).isEqualTo("confirmed");
    }

    @Test
    @DisplayName("is kept from being booked, even when its bytes arrive much later")
    void lateBytes() {
        UUID event = booking.anEvent(10);
        warmUp(event);
        line.freezeOld();

        BookingOutcome outcome = await(damaged.desk().book(booking.wish(event, 2)));
        assertThat(outcome).isInstanceOf(NotServed.class);
        Awaitility.await().atMost(PATIENCE).until(() -> voided() == 1);
        line.thaw();

        BookingOutcome next = await(damaged.desk().book(booking.wish(event, 1)));
        assertThat(next).isInstanceOf(Booked.class);
        assertThat(sold(event)).isEqualTo(2);
        assertThat(voided()).isEqualTo(1);
    }

    @Test
    @DisplayName("leaves nothing booked when everybody was sent away: what was booked after all is cancelled")
    void frozenDatabase() {
        UUID event = booking.anEvent(1_000);
        UUID other = booking.anEvent(1_000);
        warmUp(event);
        booking.node(0).vertx().setPeriodic(20, timer -> booking.clock.set(Instant.now()));
        line.freeze();

        List<Future<BookingOutcome>> asked = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> {
            asked.add(damaged.desk().book(booking.wish(event, 1)));
            asked.add(damaged.desk().book(booking.wish(other, 1)));
        });
        List<BookingOutcome> outcomes = await(Future.all(asked).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes).allMatch(NotServed.class::isInstance);
        line.thaw();
        // Those that were under way are found or voided; the others were never sent.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> await(damaged.desk().book(booking.wish(event, 1))) instanceof Booked);
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 2 && sold(other) == 0);
        BookingOutcome again = await(damaged.desk().book(booking.wish(other, 3)));
        assertThat(again).isInstanceOf(Booked.class);
        assertThat(sold(event)).isEqualTo(2);
        assertThat(sold(other)).isEqualTo(3);
    }

    @Test
    @DisplayName("has one effect under its key, whenever the client asks again")
    void sameKeyAgain() {
        UUID event = booking.anEvent(10);
        UUID user = UUID.randomUUID();
        IdempotencyKey key = new IdempotencyKey("order", "aa");
        warmUp(event);
        line.dropReplies();

        Future<BookingOutcome> asked = damaged.desk().book(booking.wish(event, user, 2, key));
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 3);
        line.cut(true);

        assertThat(await(asked)).isEqualTo(new NotServed(Reason.UNKNOWN));
        line.mend();
        BookingOutcome again = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        assertThat(again).isInstanceOf(Booked.class);
        assertThat(sold(event)).isEqualTo(3);
    }

    @Test
    @DisplayName("is undone when its client was sent away and does not come back, and its key is then free")
    void sentAwayWithKey() {
        UUID event = booking.anEvent(10);
        UUID user = UUID.randomUUID();
        IdempotencyKey key = new IdempotencyKey("order", "aa");
        warmUp(event);
        line.dropReplies();
        Future<BookingOutcome> asked = damaged.desk().book(booking.wish(event, user, 2, key));
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 3);
        line.cut(true);
        assertThat(await(asked)).isEqualTo(new NotServed(Reason.UNKNOWN));

        line.mend();
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 1);

        BookingOutcome later = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        assertThat(later).isInstanceOf(Booked.class);
        assertThat(await(booking.node(0).desk().book(booking.wish(event, user, 2, key))))
                .isEqualTo(later);
        assertThat(sold(event)).isEqualTo(3);
    }

    @Test
    @DisplayName("stays for good once the client has had it under its key, whoever looks after the first request")
    void claimed() {
        UUID event = booking.anEvent(10);
        UUID user = UUID.randomUUID();
        IdempotencyKey key = new IdempotencyKey("order", "aa");
        warmUp(event);
        line.dropReplies();
        Future<BookingOutcome> asked = damaged.desk().book(booking.wish(event, user, 2, key));
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 3);
        line.cut(true);
        assertThat(await(asked)).isEqualTo(new NotServed(Reason.UNKNOWN));
        BookingOutcome repeated = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        assertThat(repeated).isInstanceOf(Booked.class);

        line.mend();
        // The damaged node finds the booking by and by, and is done with it once it can stop.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> await(damaged.desk().book(booking.wish(event, 1))) instanceof Booked);
        damaged.bookingVerticles().forEach(id -> await(damaged.vertx().undeploy(id)));
        assertThat(sold(event)).isEqualTo(4);
        assertThat(status(((Booked) repeated).booking().id())).isEqualTo("confirmed");
    }

    @Test
    @DisplayName("is cancelled when its client has neither answer nor key")
    void compensation() {
        UUID event = booking.anEvent(10);
        warmUp(event);
        line.dropReplies();

        Future<BookingOutcome> asked = damaged.desk().book(booking.wish(event, 2));
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 3);
        line.cut(true);

        assertThat(await(asked)).isEqualTo(new NotServed(Reason.UNKNOWN));
        line.mend();
        Awaitility.await().atMost(PATIENCE).until(() -> sold(event) == 1);
    }

    @Test
    @DisplayName("of a confirmation or a cancellation is asked for again, and changes the booking once")
    void lostChanges() {
        UUID event = booking.anEvent(10);
        warmUp(event);
        Booking held = ((Booked) await(damaged.desk().book(booking.hold(event, UUID.randomUUID(), 2)))).booking();
        line.dropReplies();

        // The damaged node cannot even look the booking up, so the client hears of an outage and asks again.
        Future<BookingOutcome> confirmed = confirm(held, CONNECTIONS);
        line.cut(false);

        assertThat(await(confirmed)).isInstanceOf(Booked.class);
        assertThat(sold(event)).isEqualTo(3);
    }

    // Each connection of the pool that was lost, and was not yet seen to be, costs an attempt.
    private Future<BookingOutcome> confirm(Booking held, int moreAttempts) {
        Future<BookingOutcome> confirmed = damaged.desk().confirm(booking.change(held));
        return moreAttempts == 0 ? confirmed : confirmed.recover(e -> confirm(held, moreAttempts - 1));
    }

    /** Makes the connections that a test then damages. */
    private void warmUp(UUID event) {
        assertThat(await(damaged.desk().book(booking.wish(event, 1)))).isInstanceOf(Booked.class);
    }

    private int sold(UUID event) {
        return booking.event(event).getInteger("seats_sold");
    }

    private int voided() {
        return booking.execute(0, "SELECT count(*)::integer AS n FROM booking WHERE status = 'voided'", Tuple.tuple())
                .get(0)
                .getInteger("n");
    }

    private String status(UUID bookingId) {
        List<Row> rows = booking.execute(0, "SELECT status FROM booking WHERE id = $1", Tuple.of(bookingId));
        return rows.get(0).getString("status");
    }

    private static BookingConfig impatient() {
        BookingConfig usual = BookingFixture.config();
        return new BookingConfig(
                Duration.ofSeconds(10),
                usual.maxQuantity(),
                usual.holdDuration(),
                usual.maxHeldSeats(),
                usual.maxExtensions(),
                usual.sweepInterval(),
                usual.laneLimit(),
                usual.shardLimit(),
                100,
                usual.flushesInFlight(),
                Duration.ofSeconds(3),
                usual.slice(),
                usual.sliceBookings(),
                usual.lockPatience(),
                usual.lockBackoff(),
                Duration.ofSeconds(2),
                usual.unsettledLimit(),
                usual.keyRetention());
    }

    private static StorageConfig impatient(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                4,
                3,
                2,
                10_000,
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2));
    }
}
