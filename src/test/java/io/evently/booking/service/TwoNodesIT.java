package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyInProgress;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.EventCancelled;
import io.evently.booking.IdempotencyKey;
import io.evently.bus.SharedSeal;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogConfig;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.CatalogVerticle;
import io.evently.catalog.UpdateEvent;
import io.evently.catalog.UpdateOutcome;
import io.evently.storage.Ids;
import io.evently.storage.Outages;
import io.evently.storage.ShardClocks;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Two nodes that sell the same seats")
class TwoNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 2;
    private static BookingFixture booking;
    private static TypedBus catalog;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), NODES);
        BookingFixture.Node node = booking.node(1);
        TypedBus.register(node.vertx(), CatalogEndpoints.FAMILIES, SharedSeal.OPEN);
        catalog = new TypedBus(node.vertx(), PATIENCE, Outages::isOutage, SharedSeal.OPEN);
        SecureRandom random = new SecureRandom();
        await(node.vertx()
                .deployVerticle(new CatalogVerticle(
                        catalogConfig(),
                        catalog,
                        node.databases().shards(),
                        new Ids(booking.clock, random),
                        random,
                        new ShardClocks(node.databases().shards(), booking.clock))));
    }

    @AfterAll
    static void stop() {
        booking.close();
    }

    @AfterEach
    void invariantsHold() {
        booking.assertInvariants();
    }

    @Test
    @DisplayName("sell 100 seats to 1,000 who ask at once: 100 have one, 900 are told that none is left")
    void hundredSeats() {
        UUID event = booking.anEvent(100);

        List<BookingOutcome> outcomes = bookAll(
                IntStream.range(0, 1_000).mapToObj(i -> booking.wish(event, 1)).toList());

        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize(100);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof Booked))
                .hasSize(900)
                .containsOnly(new InsufficientSeats(0, 1));
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(100);
    }

    @Test
    @DisplayName("fill an event with groups of 1 to 10 and refuse nobody who would have fitted at that moment")
    void mixedQuantities() {
        int capacity = 500;
        UUID event = booking.anEvent(capacity);
        Random random = new Random(20_261_122);
        List<BookSeats> wishes = IntStream.range(0, 1_000)
                .mapToObj(i -> booking.wish(event, 1 + random.nextInt(10)))
                .toList();

        List<BookingOutcome> outcomes = bookAll(wishes);

        Set<Integer> everAvailable = everAvailable(event, capacity);
        int left = capacity - booking.event(event).getInteger("seats_sold");
        int sold = 0;
        for (int i = 0; i < wishes.size(); i++) {
            if (outcomes.get(i) instanceof Booked booked) {
                assertThat(booked.booking().quantity()).isEqualTo(wishes.get(i).quantity());
                sold += booked.booking().quantity();
            } else {
                InsufficientSeats refusal = (InsufficientSeats) outcomes.get(i);
                assertThat(refusal.requested()).isEqualTo(wishes.get(i).quantity());
                assertThat(refusal.requested()).isGreaterThan(refusal.available());
                // Nothing was given back, so what a refusal saw was never less than what is left now.
                assertThat(refusal.available()).isGreaterThanOrEqualTo(left).isIn(everAvailable);
            }
        }
        assertThat(sold).isEqualTo(capacity - left);
    }

    @Test
    @DisplayName("book once for a key that both are sent at the same time")
    void sameKeyOnBoth() {
        UUID event = booking.anEvent(1_000);
        List<List<Future<BookingOutcome>>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            BookSeats wish = booking.wish(event, UUID.randomUUID(), 1, new IdempotencyKey("order-" + i, "aa"));
            asked.add(IntStream.range(0, 3)
                    .mapToObj(copy -> node(copy).book(wish))
                    .toList());
        }

        for (List<Future<BookingOutcome>> copies : asked) {
            List<BookingOutcome> outcomes = all(copies);
            assertThat(outcomes)
                    .allMatch(outcome -> outcome instanceof Booked || outcome instanceof KeyInProgress)
                    .hasAtLeastOneElementOfType(Booked.class);
            assertThat(outcomes.stream().filter(Booked.class::isInstance).distinct())
                    .hasSize(1);
        }
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(40);
    }

    @Test
    @DisplayName(
            "cancel on one and confirm on the other: the booking ends cancelled, and is paid and refunded or neither")
    void cancelAgainstConfirm() {
        UUID event = booking.anEvent(200);
        List<Booking> holds = holds(event, 60);
        List<Future<BookingOutcome>> cancelled = new ArrayList<>();
        List<Future<BookingOutcome>> confirmed = new ArrayList<>();

        for (int i = 0; i < holds.size(); i++) {
            cancelled.add(node(i).cancel(change(holds.get(i))));
            confirmed.add(node(i + 1).confirm(change(holds.get(i))));
        }

        List<BookingOutcome> cancellations = all(cancelled);
        List<BookingOutcome> confirmations = all(confirmed);
        for (int i = 0; i < holds.size(); i++) {
            assertThat(cancellations.get(i)).isInstanceOf(Cancelled.class);
            boolean paid = ((Cancelled) cancellations.get(i)).refunded().signum() > 0;
            assertThat(confirmations.get(i)).isInstanceOf(paid ? Booked.class : AlreadyCancelled.class);
        }
        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
        assertThat(booking.event(event).getInteger("seats_held")).isZero();
    }

    @Test
    @DisplayName("a hold that lapses while it is confirmed is either sold or back on sale")
    void expiryAgainstConfirm() {
        UUID event = booking.anEvent(200);
        List<Booking> holds = holds(event, 100);
        Instant lapse = holds.get(0).expiresAt();

        List<Future<BookingOutcome>> confirmed = new ArrayList<>();
        for (int i = 0; i < holds.size(); i++) {
            if (i == holds.size() / 2) {
                booking.clock.set(lapse);
            }
            confirmed.add(node(i).confirm(change(holds.get(i))));
        }

        List<BookingOutcome> outcomes = all(confirmed);
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Booked || outcome instanceof HoldExpired);
        long sold = outcomes.stream().filter(Booked.class::isInstance).count();
        Awaitility.await().atMost(PATIENCE).until(() -> booking.event(event).getInteger("seats_held") == 0);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo((int) sold);
    }

    @Test
    @DisplayName("an event that is called off while it sells refunds each booking that anybody was told of")
    void bookAgainstCallOff() {
        UUID event = booking.anEvent(1_000);
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> asked.add(node(i).book(booking.wish(event, 2))));
        await(Future.any(asked));
        Future<EventCancelled> calledOff = node(1).cancelEvent(event);
        IntStream.range(0, 200).forEach(i -> asked.add(node(i).book(booking.wish(event, 2))));

        EventCancelled.Done done = (EventCancelled.Done) await(calledOff);
        List<BookingOutcome> outcomes = all(asked);

        assertThat(outcomes)
                .allMatch(outcome -> outcome instanceof Booked || outcome.equals(new NotBookable("cancelled")));
        assertThat(outcomes).filteredOn(Booked.class::isInstance).hasSize((int) done.refunds());
        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
    }

    @Test
    @DisplayName("a capacity that changes while the event sells never falls below what is sold")
    void capacityAgainstBooking() {
        UUID event = booking.anEvent(100);
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        List<Future<UpdateOutcome>> changed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            asked.add(node(i).book(booking.wish(event, 1 + i % 3)));
            if (i % 30 == 15) {
                changed.add(catalog.ask(CatalogEndpoints.UPDATE_EVENT, capacity(event, i % 60 == 15 ? 60 : 140)));
            }
        }

        List<BookingOutcome> outcomes = all(asked);
        List<UpdateOutcome> changes = all(changed);

        assertThat(outcomes).allMatch(outcome -> outcome instanceof Booked || outcome instanceof InsufficientSeats);
        assertThat(changes)
                .allMatch(change ->
                        change instanceof UpdateOutcome.Updated || change instanceof UpdateOutcome.CapacityTaken);
        assertThat(booking.event(event).getInteger("seats_sold"))
                .isEqualTo(outcomes.stream()
                        .filter(Booked.class::isInstance)
                        .mapToInt(outcome -> ((Booked) outcome).booking().quantity())
                        .sum())
                .isLessThanOrEqualTo(booking.event(event).getInteger("total_capacity"));
    }

    private static BookingClient node(int number) {
        return booking.node(number % NODES).desk();
    }

    private static List<BookingOutcome> bookAll(List<BookSeats> wishes) {
        List<Future<BookingOutcome>> asked = new ArrayList<>();
        for (BookSeats wish : wishes) {
            asked.add(node(asked.size()).book(wish));
        }
        return all(asked);
    }

    private static List<Booking> holds(UUID event, int count) {
        return bookAll(IntStream.range(0, count)
                        .mapToObj(i -> booking.hold(event, UUID.randomUUID(), 1))
                        .toList())
                .stream()
                .map(outcome -> ((Booked) outcome).booking())
                .toList();
    }

    /** Not late for as long as the clock of this class may be moved. */
    private static BookingChange change(Booking held) {
        Instant deadline = booking.clock.instant().plus(Duration.ofHours(1));
        return new BookingChange(held.id(), held.userId(), false, null, deadline);
    }

    private static UpdateEvent capacity(UUID event, int capacity) {
        return new UpdateEvent(event, null, null, null, null, capacity, null, null, null);
    }

    /** How many seats were free before and after each booking, in the order in which the outbox heard of them. */
    private static Set<Integer> everAvailable(UUID event, int capacity) {
        Set<Integer> ever = new HashSet<>(Set.of(capacity));
        booking.execute(booking.shardOf(event), """
                        SELECT $2::integer - (sum((fact->>'quantity')::integer) OVER (ORDER BY id, nth))::integer AS free
                          FROM outbox, json_array_elements(facts) WITH ORDINALITY AS f (fact, nth)
                         WHERE fact->>'topic' = 'booking.confirmed' AND fact->>'event_id' = $1::text
                        """, Tuple.of(event.toString(), capacity))
                .forEach(row -> ever.add(row.getInteger("free")));
        return ever;
    }

    private static <T> List<T> all(List<Future<T>> futures) {
        return await(Future.all(futures).map(done -> done.<T>list()));
    }

    private static CatalogConfig catalogConfig() {
        return new CatalogConfig(
                Duration.ofSeconds(1),
                500,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                1_000,
                Duration.ofDays(2),
                Duration.ofMinutes(1),
                1_000);
    }
}
