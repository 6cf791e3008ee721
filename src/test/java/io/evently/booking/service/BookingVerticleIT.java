package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyInProgress;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.QuantityAboveLimit;
import io.evently.booking.BookingPage;
import io.evently.booking.BookingQuery;
import io.evently.booking.BookingStatus;
import io.evently.booking.BookingView;
import io.evently.booking.EventCancelled;
import io.evently.booking.IdempotencyKey;
import io.evently.booking.Spending;
import io.evently.booking.SpendingQuery;
import io.evently.booking.UserBookings;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.booking.service.BookingFixture.await;
import static io.evently.booking.service.BookingFixture.money;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Booking seats")
class BookingVerticleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static BookingFixture booking;

    @BeforeAll
    static void start() {
        booking = new BookingFixture(BookingFixture.config(), 1);
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
    @DisplayName("a booking takes its seats, is charged, and can be read by its owner alone")
    void book() {
        UUID event = booking.anEvent(10);
        UUID user = UUID.randomUUID();

        Booking booked = booking.booked(booking.wish(event, user, 3, null));

        assertThat(booked.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(booked.total()).isEqualByComparingTo("59.97");
        assertThat(booked.currency()).isEqualTo("USD");
        assertThat(booked.reference()).startsWith("EVT");
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(3);
        assertThat(find(booked.id().toString(), user)).hasValueSatisfying(view -> {
            assertThat(view.booking()).isEqualTo(booked);
            assertThat(view.eventName()).isEqualTo("Concert");
        });
        assertThat(find(booked.reference(), user)).isPresent();
        assertThat(find(booked.reference(), UUID.randomUUID())).isEmpty();
        assertThat(find("EVT20260101A22222222222", user)).isEmpty();
    }

    @Test
    @DisplayName("the last seat goes to one buyer; the other is told there are none")
    void lastSeat() {
        UUID event = booking.anEvent(1);

        List<BookingOutcome> outcomes = ask(List.of(booking.wish(event, 1), booking.wish(event, 1)));

        assertThat(outcomes).hasAtLeastOneElementOfType(Booked.class).contains(new InsufficientSeats(0, 1));
    }

    @Test
    @DisplayName("who does not fit is passed over, who fits behind them is served")
    void firstFit() {
        UUID event = booking.anEvent(10);

        List<BookingOutcome> outcomes = ask(IntStream.of(4, 7, 5, 2, 1)
                .mapToObj(quantity -> booking.wish(event, quantity))
                .toList());

        assertThat(outcomes.get(0)).isInstanceOf(Booked.class);
        assertThat(outcomes.get(1)).isEqualTo(new InsufficientSeats(6, 7));
        assertThat(outcomes.get(2)).isInstanceOf(Booked.class);
        assertThat(outcomes.get(3)).isEqualTo(new InsufficientSeats(1, 2));
        assertThat(outcomes.get(4)).isInstanceOf(Booked.class);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(10);
    }

    @Test
    @DisplayName("mixed quantities over many events fill what they can, and nobody is refused who would have fitted")
    void manyEvents() {
        List<UUID> events =
                IntStream.range(0, 40).mapToObj(i -> booking.anEvent(i % 4, 25)).toList();
        List<BookSeats> wishes = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            for (UUID event : events) {
                wishes.add(booking.wish(event, 1 + (round * 7 + wishes.size()) % 10));
            }
        }

        List<BookingOutcome> outcomes = ask(wishes);

        for (UUID event : events) {
            int left = 25 - booking.event(event).getInteger("seats_sold");
            for (int i = 0; i < wishes.size(); i++) {
                if (wishes.get(i).eventId().equals(event) && outcomes.get(i) instanceof InsufficientSeats refusal) {
                    assertThat(refusal.requested()).isGreaterThan(refusal.available());
                    assertThat(refusal.requested()).isGreaterThan(left);
                }
            }
        }
    }

    @Test
    @DisplayName("unknown, past, cancelled and too many")
    void refusals() {
        UUID past = booking.anEvent(5);
        set(past, "event_date", "now() - interval '1 day'");
        UUID cancelled = booking.anEvent(5);
        set(cancelled, "status", "'cancelled'");
        UUID foreign = UUID.randomUUID();
        UUID unknown = new UUID(booking.anEvent(1).getMostSignificantBits(), Long.MIN_VALUE);

        assertThat(booking.book(past, 1)).isEqualTo(new NotBookable("completed"));
        assertThat(booking.book(cancelled, 1)).isEqualTo(new NotBookable("cancelled"));
        assertThat(booking.book(foreign, 1)).isEqualTo(new NotFound("Event"));
        assertThat(booking.book(unknown, 1)).isEqualTo(new NotFound("Event"));
        assertThat(booking.book(past, 11)).isEqualTo(new QuantityAboveLimit(10, 11));
    }

    @Test
    @DisplayName("a hold keeps its seats, is confirmed once, and is charged then")
    void holdAndConfirm() {
        UUID event = booking.anEvent(5);
        Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 2));
        assertThat(held.status()).isEqualTo(BookingStatus.HELD);
        assertThat(held.expiresAt()).isAfter(booking.clock.instant());
        assertThat(booking.event(event).getInteger("seats_held")).isEqualTo(2);
        assertThat(booking.book(event, 4)).isEqualTo(new InsufficientSeats(3, 4));

        BookingOutcome first = confirm(held);
        BookingOutcome second = confirm(held);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Booked.class, it -> assertThat(it.booking().status()).isEqualTo(BookingStatus.CONFIRMED));
        assertThat(second).isEqualTo(first);
        assertThat(booking.event(event).getInteger("seats_held")).isZero();
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(2);
    }

    @Test
    @DisplayName("a lapsed hold gives its seats back by itself and cannot be confirmed")
    void lapsedHold() {
        UUID event = booking.anEvent(2);
        Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 2));

        booking.clock.advance(Duration.ofMinutes(11));

        assertThat(confirm(held)).isEqualTo(new HoldExpired(held.id()));
        Awaitility.await().atMost(PATIENCE).until(() -> booking.event(event).getInteger("seats_held") == 0);
        assertThat(confirm(held)).isEqualTo(new HoldExpired(held.id()));
        assertThat(booking.book(event, 2)).isInstanceOf(Booked.class);
    }

    @Test
    @DisplayName("a cancelled booking is refunded once and its seats are sold again")
    void cancel() {
        UUID event = booking.anEvent(2);
        Booking booked = booking.booked(booking.wish(event, 2));

        assertThat(cancel(booked)).isEqualTo(new Cancelled(booked.id(), booked.reference(), money("39.98"), "USD", 2));
        assertThat(cancel(booked)).isEqualTo(new AlreadyCancelled("cancelled"));
        assertThat(booking.book(event, 2)).isInstanceOf(Booked.class);
    }

    @Test
    @DisplayName("a cancelled hold refunds nothing and gives its seats back")
    void cancelHold() {
        UUID event = booking.anEvent(2);
        Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 2));

        assertThat(cancel(held)).isEqualTo(new Cancelled(held.id(), held.reference(), money("0.00"), "USD", 2));
        assertThat(confirm(held)).isEqualTo(new AlreadyCancelled("cancelled"));
        assertThat(booking.event(event).getInteger("seats_held")).isZero();
    }

    @Test
    @DisplayName("nobody confirms or cancels for another, an administrator cancels for anyone")
    void foreignBooking() {
        UUID event = booking.anEvent(2);
        Booking booked = booking.booked(booking.wish(event, 1));
        UUID stranger = UUID.randomUUID();
        BookingChange foreign = new BookingChange(booked.id(), stranger, false, null, booking.deadline());

        assertThat(await(booking.node(0).desk().cancel(foreign))).isEqualTo(new NotFound("Booking"));
        assertThat(await(booking.node(0).desk().confirm(foreign))).isEqualTo(new NotFound("Booking"));
        assertThat(await(booking.node(0)
                        .desk()
                        .cancel(new BookingChange(booked.id(), stranger, true, null, booking.deadline()))))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    @DisplayName("cancelling twice at once refunds once")
    void cancelTwiceAtOnce() {
        UUID event = booking.anEvent(2);
        Booking booked = booking.booked(booking.wish(event, 2));

        List<Future<BookingOutcome>> both = List.of(
                booking.node(0).desk().cancel(booking.change(booked)),
                booking.node(0).desk().cancel(booking.change(booked)));

        List<BookingOutcome> outcomes = await(Future.all(both).map(all -> all.<BookingOutcome>list()));

        assertThat(outcomes).hasAtLeastOneElementOfType(Cancelled.class).contains(new AlreadyCancelled("cancelled"));
    }

    @Test
    @DisplayName("the same key gets the first answer again, another request under it is refused")
    void idempotency() {
        UUID event = booking.anEvent(5);
        UUID user = UUID.randomUUID();
        IdempotencyKey key = new IdempotencyKey("order-1", "aa");

        BookingOutcome first = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        BookingOutcome again = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        BookingOutcome other =
                await(booking.node(0).desk().book(booking.wish(event, user, 1, new IdempotencyKey("order-1", "bb"))));
        BookingOutcome stranger = await(booking.node(0).desk().book(booking.wish(event, UUID.randomUUID(), 2, key)));

        assertThat(first).isInstanceOf(Booked.class);
        assertThat(again).isEqualTo(first);
        assertThat(other).isEqualTo(new KeyMismatch());
        assertThat(stranger).isInstanceOf(Booked.class).isNotEqualTo(first);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(4);
    }

    @Test
    @DisplayName("a refusal is kept under its key as well")
    void idempotentRefusal() {
        UUID event = booking.anEvent(1);
        UUID user = UUID.randomUUID();
        IdempotencyKey key = new IdempotencyKey("order-2", "aa");

        BookingOutcome first = await(booking.node(0).desk().book(booking.wish(event, user, 2, key)));
        set(event, "total_capacity", "50");

        assertThat(first).isEqualTo(new InsufficientSeats(1, 2));
        assertThat(await(booking.node(0).desk().book(booking.wish(event, user, 2, key))))
                .isEqualTo(first);
    }

    @Test
    @DisplayName("the same key three times at once books once; the others hear that it is running, or the same answer")
    void sameKeyAtOnce() {
        UUID event = booking.anEvent(5);
        UUID user = UUID.randomUUID();
        BookSeats wish = booking.wish(event, user, 1, new IdempotencyKey("order-3", "aa"));

        List<BookingOutcome> outcomes = ask(List.of(wish, wish, wish));

        assertThat(outcomes)
                .allMatch(outcome -> outcome instanceof Booked || outcome instanceof KeyInProgress)
                .hasAtLeastOneElementOfType(Booked.class);
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(1);
    }

    @Test
    @DisplayName("confirm and cancel keep their answers, too")
    void idempotentChanges() {
        UUID event = booking.anEvent(5);
        UUID user = UUID.randomUUID();
        Booking held = booking.booked(booking.hold(event, user, 2));
        BookingChange confirm =
                new BookingChange(held.id(), user, false, new IdempotencyKey("c-1", "aa"), booking.deadline());
        BookingChange cancel =
                new BookingChange(held.id(), user, false, new IdempotencyKey("c-2", "bb"), booking.deadline());

        BookingOutcome confirmed = await(booking.node(0).desk().confirm(confirm));
        BookingOutcome cancelled = await(booking.node(0).desk().cancel(cancel));

        assertThat(confirmed).isInstanceOf(Booked.class);
        assertThat(cancelled).isInstanceOf(Cancelled.class);
        assertThat(await(booking.node(0).desk().confirm(confirm))).isEqualTo(confirmed);
        assertThat(await(booking.node(0).desk().cancel(cancel))).isEqualTo(cancelled);
    }

    @Test
    @DisplayName("a request past its deadline is not booked")
    void deadline() {
        UUID event = booking.anEvent(5);
        BookSeats late = new BookSeats(
                event,
                UUID.randomUUID(),
                1,
                null,
                false,
                null,
                booking.clock.instant().plus(Duration.ofSeconds(1)));

        assertThat(await(booking.node(0).desk().book(late))).isEqualTo(new NotServed(NotServed.Reason.DEADLINE));
        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
    }

    @Test
    @DisplayName("a called-off event refunds everybody, ends its holds, and cannot be called off again")
    void callOff() {
        UUID event = booking.anEvent(100);
        List<BookSeats> wishes =
                IntStream.range(0, 30).mapToObj(i -> booking.wish(event, 2)).toList();
        assertThat(ask(wishes)).allMatch(Booked.class::isInstance);
        Booking held = booking.booked(booking.hold(event, UUID.randomUUID(), 5));

        EventCancelled done = await(booking.node(0).desk().cancelEvent(event));

        assertThat(done).isInstanceOfSatisfying(EventCancelled.Done.class, it -> {
            assertThat(it.refunds()).isEqualTo(30);
            assertThat(it.amount()).isEqualByComparingTo("1199.40");
        });
        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
        assertThat(booking.event(event).getInteger("seats_held")).isZero();
        assertThat(booking.event(event).getBoolean("refunding")).isFalse();
        assertThat(confirm(held)).isEqualTo(new HoldExpired(held.id()));
        assertThat(booking.book(event, 1)).isEqualTo(new NotBookable("cancelled"));
        assertThat(await(booking.node(0).desk().cancelEvent(event)))
                .isEqualTo(new EventCancelled.NotPossible("cancelled"));
        assertThat(await(booking.node(0).desk().cancelEvent(UUID.randomUUID())))
                .isEqualTo(new EventCancelled.NoSuchEvent());
    }

    @Test
    @DisplayName("refunds that a dead node left behind are finished by the sweep")
    void abandonedRefunds() {
        UUID event = booking.anEvent(10);
        assertThat(booking.book(event, 3)).isInstanceOf(Booked.class);
        booking.execute(booking.shardOf(event), """
                UPDATE event SET status = 'cancelled', refunding = true, updated_at = now() - interval '1 hour'
                 WHERE id = $1""", Tuple.of(event));

        Awaitility.await().atMost(PATIENCE).until(() -> !booking.event(event).getBoolean("refunding"));

        assertThat(booking.event(event).getInteger("seats_sold")).isZero();
    }

    @Test
    @DisplayName("a user's bookings over all shards stand newest first, in pages without gaps")
    void ofUser() {
        UUID user = UUID.randomUUID();
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            booking.clock.advance(Duration.ofMillis(5));
            newestFirst.add(
                    0,
                    booking.booked(booking.wish(booking.anEvent(i % 4, 5), user, 1, null))
                            .id());
        }

        List<UUID> read = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 4) {
            BookingPage page = await(booking.node(0).desk().ofUser(new UserBookings(user, null, 4, offset)));
            assertThat(page.total()).isEqualTo(9);
            page.bookings().forEach(view -> read.add(view.booking().id()));
        }

        assertThat(read).isEqualTo(newestFirst);
        assertThat(await(booking.node(0).desk().ofUser(new UserBookings(user, BookingStatus.CANCELLED, 4, 0)))
                        .total())
                .isZero();
        Spending spending = await(booking.node(0).desk().spending(new SpendingQuery(List.of(user))));
        assertThat(spending.byUser().get(user)).satisfies(sum -> {
            assertThat(sum.bookings()).isEqualTo(9);
            assertThat(sum.amount()).isEqualByComparingTo("179.91");
        });
    }

    @Test
    @DisplayName("a stale owner is turned away by the fence, takes the event again and serves everybody")
    void fence() {
        UUID event = booking.anEvent(100);
        assertThat(booking.book(event, 1)).isInstanceOf(Booked.class);
        long fence = booking.event(event).getLong("fence");
        SeatsRepository repository = new SeatsRepository(BookingFixture.config().maxHeldSeats());
        Wish.Seats wish = new Wish.Seats(
                event,
                UUID.randomUUID(),
                "EVTX" + UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                null,
                null,
                null,
                booking.deadline(),
                null);

        Row before = booking.event(event);
        List<Ruling> stale = await(booking.shards()
                .of(event)
                .orElseThrow()
                .flush(connection -> repository.book(
                        connection,
                        new EventFences(List.of(event), List.of(fence - 1 == 0 ? 99L : fence - 1), true),
                        List.of(wish),
                        booking.clock.instant())));
        List<Ruling> current = await(booking.shards()
                .of(event)
                .orElseThrow()
                .flush(connection -> repository.book(
                        connection,
                        new EventFences(List.of(event), List.of(fence), true),
                        List.of(wish),
                        booking.clock.instant())));
        List<Ruling> claiming = await(booking.shards()
                .of(event)
                .orElseThrow()
                .flush(connection -> repository.book(
                        connection,
                        new EventFences(List.of(event), List.of(FlushRepository.CLAIM), true),
                        List.of(new Wish.Seats(
                                event,
                                UUID.randomUUID(),
                                "EVTX" + UUID.randomUUID(),
                                UUID.randomUUID(),
                                1,
                                null,
                                null,
                                null,
                                booking.deadline(),
                                null)),
                        booking.clock.instant())));

        assertThat(before.getInteger("seats_sold")).isEqualTo(1);
        assertThat(stale)
                .singleElement()
                .satisfies(it -> assertThat(it.verdict()).isEqualTo(new Verdict.Fenced()));
        assertThat(current)
                .singleElement()
                .satisfies(it -> assertThat(it.fence()).isEqualTo(fence));
        assertThat(claiming)
                .singleElement()
                .satisfies(it -> assertThat(it.fence()).isEqualTo(fence + 1));
        assertThat(booking.event(event).getInteger("seats_sold")).isEqualTo(3);
    }

    private static List<BookingOutcome> ask(List<BookSeats> wishes) {
        List<Future<BookingOutcome>> asked =
                wishes.stream().map(wish -> booking.node(0).desk().book(wish)).toList();
        return await(Future.all(asked).map(all -> all.<BookingOutcome>list()));
    }

    private static BookingOutcome confirm(Booking held) {
        return await(booking.node(0).desk().confirm(booking.change(held)));
    }

    private static BookingOutcome cancel(Booking booked) {
        return await(booking.node(0).desk().cancel(booking.change(booked)));
    }

    private static java.util.Optional<BookingView> find(String idOrReference, UUID user) {
        return await(booking.node(0).desk().find(new BookingQuery(idOrReference, user, false)))
                .found();
    }

    private static void set(UUID event, String column, String expression) {
        booking.execute(
                booking.shardOf(event),
                "UPDATE event SET " + column + " = " + expression + " WHERE id = $1",
                Tuple.of(event));
    }
}
