package io.evently.booking.service;

import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

/** The rows of shard 0 are locked by somebody else, so that everything that asks for them waits. */
@DisplayName("While the database is held up")
class BackPressureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LANE = 10;
    private static final int SHARD = 80;
    private final BookingFixture booking = new BookingFixture(config(), 1);
    private final Promise<Void> release = Promise.promise();

    @AfterEach
    void stop() {
        release.tryComplete();
        booking.assertInvariants();
        booking.close();
    }

    @Test
    @DisplayName("more than a lane takes are turned away at once, the rest is served")
    void laneLimit() {
        UUID event = booking.anEvent(0, 1_000);
        Future<Void> held = holdUp();

        List<Future<BookingOutcome>> asked =
                IntStream.range(0, 200).mapToObj(i -> book(event)).toList();
        // At most one flush is under way beside a full lane.
        Awaitility.await().atMost(PATIENCE).until(() -> turnedAway(asked) >= 200 - 2 * LANE);
        release.complete();

        List<BookingOutcome> outcomes = all(asked);
        await(held);
        assertServedOrTurnedAway(outcomes);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(200 - turnedAway(asked));
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
    }

    @Test
    @DisplayName("more than a shard takes are turned away at once, the other shards sell on, the rest is served")
    void shardLimit() {
        List<UUID> events =
                IntStream.range(0, 40).mapToObj(i -> booking.anEvent(0, 10)).toList();
        UUID elsewhere = booking.anEvent(1, 10);
        Future<Void> held = holdUp();

        List<Future<BookingOutcome>> asked =
                IntStream.range(0, 200).mapToObj(i -> book(events.get(i % 40))).toList();
        Awaitility.await().atMost(PATIENCE).until(() -> turnedAway(asked) == 200 - SHARD);
        assertThat(booking.book(elsewhere, 1)).isInstanceOf(Booked.class);
        release.complete();

        assertServedOrTurnedAway(all(asked));
        await(held);
        assertThat(booking.book(events.get(0), 1)).isInstanceOf(Booked.class);
    }

    @Test
    @DisplayName("whoever has waited past the deadline is sent away and never booked")
    void deadline() {
        UUID event = booking.anEvent(0, 1_000);
        Future<Void> held = holdUp();
        Future<BookingOutcome> sent = book(event);
        Awaitility.await().atMost(PATIENCE).until(this::somebodyWaitsForARow);

        List<Future<BookingOutcome>> behind =
                IntStream.range(0, LANE).mapToObj(i -> book(event)).toList();
        booking.clock.advance(Duration.ofMinutes(2));

        assertThat(all(behind)).containsOnly(new NotServed(Reason.DEADLINE));
        release.complete();
        await(held);
        assertThat(await(sent)).isInstanceOf(Booked.class);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(1);
    }

    @Test
    @DisplayName("a node that stops finishes what waits: nothing that was accepted is lost")
    void drain() {
        List<UUID> events =
                IntStream.range(0, 20).mapToObj(i -> booking.anEvent(0, 100)).toList();
        BookingFixture.Node leaving = booking.addNode(BookingFixture.config(), locks -> locks, booking.storage());
        Future<Void> held = holdUp();
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> asked.add(leaving.desk().book(booking.wish(events.get(i % 20), 1))));

        Future<?> left = Future.all(leaving.bookingVerticles().stream()
                .map(verticle -> leaving.vertx().undeploy(verticle))
                .toList());
        Awaitility.await().atMost(PATIENCE).until(this::somebodyWaitsForARow);
        assertThat(left.isComplete()).isFalse();
        release.complete();

        await(left);
        await(held);
        assertThat(all(asked)).allMatch(Booked.class::isInstance);
        assertThat(events.stream().mapToInt(event -> booking.event(event).getInteger("seats_sold")))
                .containsOnly(25);
    }

    private Future<Void> holdUp() {
        Promise<Void> locked = Promise.promise();
        Future<Void> held = booking.shards()
                .shard(0)
                .pool()
                .withTransaction(connection -> connection
                        .query("SELECT id FROM event FOR UPDATE")
                        .execute()
                        .onSuccess(rows -> locked.complete())
                        .compose(rows -> release.future()));
        await(locked.future());
        return held;
    }

    private boolean somebodyWaitsForARow() {
        return booking.execute(
                                0,
                                "SELECT count(*)::integer AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                        + " AND datname = current_database()",
                                Tuple.tuple())
                        .get(0)
                        .getInteger("n")
                > 0;
    }

    private Future<BookingOutcome> book(UUID event) {
        return booking.node(0).desk().book(booking.wish(event, 1));
    }

    private static List<BookingOutcome> all(List<Future<BookingOutcome>> asked) {
        return await(Future.all(asked).map(done -> done.<BookingOutcome>list()));
    }

    private static int turnedAway(List<Future<BookingOutcome>> asked) {
        return (int) asked.stream()
                .filter(it -> new NotServed(Reason.OVERLOADED).equals(it.result()))
                .count();
    }

    private static void assertServedOrTurnedAway(List<BookingOutcome> outcomes) {
        assertThat(outcomes).allMatch(it -> it instanceof Booked || it.equals(new NotServed(Reason.OVERLOADED)));
    }

    private static BookingConfig config() {
        BookingConfig usual = BookingFixture.config();
        return new BookingConfig(
                usual.deadline(),
                usual.maxQuantity(),
                usual.holdDuration(),
                usual.maxHeldSeats(),
                usual.maxExtensions(),
                usual.sweepInterval(),
                LANE,
                SHARD,
                usual.flushSize(),
                usual.flushesInFlight(),
                usual.flushTimeout(),
                usual.slice(),
                usual.sliceBookings(),
                usual.lockPatience(),
                usual.lockBackoff(),
                usual.settlePatience(),
                usual.unsettledLimit(),
                usual.keyRetention());
    }
}
