package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.Booking;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.NotServed.Reason;
import io.evently.booking.BookingStatus;
import io.evently.booking.IdempotencyKey;
import io.evently.booking.service.PlainRepository.KeptAnswer;
import io.evently.booking.service.PlainRepository.LockedEvent;
import io.evently.storage.Fault;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The plain way: lock the row of the event, look, decide in Java, write row by row, commit. The lock is held over all of
 * it, so whoever comes second looks at what the first one committed.
 */
final class PlainBooking {
    private final Shard shard;
    private final Ids ids;
    private final References references;
    private final Clock clock;
    private final PlainRepository repository = new PlainRepository();

    PlainBooking(Shard shard, Ids ids, References references, Clock clock) {
        this.shard = shard;
        this.ids = ids;
        this.references = references;
        this.clock = clock;
    }

    Future<BookingOutcome> book(BookSeats wish) {
        return transaction(connection -> repository
                .lockEvent(connection, wish.eventId())
                .compose(event -> {
                    Instant now = now();
                    if (wish.deadline().isBefore(now)) {
                        return outcome(new NotServed(Reason.DEADLINE));
                    }
                    return event.isPresent()
                            ? book(connection, event.get(), wish, now)
                            : outcome(new NotFound("Event"));
                }));
    }

    Future<BookingOutcome> cancel(UUID eventId, BookingChange change) {
        return transaction(connection -> repository
                .lockEvent(connection, eventId)
                .compose(event -> {
                    Instant now = now();
                    if (change.deadline().isBefore(now)) {
                        return outcome(new NotServed(Reason.DEADLINE));
                    }
                    return event.isPresent()
                            ? cancel(connection, event.get(), change, now)
                            : outcome(new NotFound("Booking"));
                }));
    }

    private Future<BookingOutcome> book(SqlClient connection, LockedEvent event, BookSeats wish, Instant now) {
        Wish.Seats seats = new Wish.Seats(
                event.id(),
                ids.next(shard.number()),
                references.next(shard.number()),
                wish.userId(),
                wish.quantity(),
                wish.expectedPrice(),
                null,
                wish.key(),
                wish.deadline(),
                null);
        return answered(connection, seats)
                .compose(kept -> kept.isPresent() ? outcome(kept.get()) : decide(connection, event, seats, now));
    }

    private Future<BookingOutcome> decide(SqlClient connection, LockedEvent event, Wish.Seats wish, Instant now) {
        String closed = event.closedAt(now);
        if (closed != null) {
            return repository
                    .rememberRefusal(connection, wish, "closed", event.available(), closed, now)
                    .map(new NotBookable(closed));
        }
        if (event.available() < wish.quantity()) {
            return repository
                    .rememberRefusal(connection, wish, "insufficient", event.available(), null, now)
                    .map(new InsufficientSeats(event.available(), wish.quantity()));
        }
        Booking booking = booking(event, wish, now);
        return repository
                .sell(connection, event.id(), wish.quantity())
                .compose(sold -> repository.insert(connection, booking))
                .compose(inserted -> repository.charge(connection, booking))
                .compose(charged -> repository.tellBooked(connection, booking))
                .compose(told -> repository.remember(connection, wish.key(), booking))
                .map(new Booked(booking));
    }

    private Future<BookingOutcome> cancel(SqlClient connection, LockedEvent event, BookingChange change, Instant now) {
        Wish.Cancellation wish = new Wish.Cancellation(
                event.id(),
                change.bookingId(),
                change.userId(),
                change.anyOwner(),
                change.key(),
                change.deadline(),
                null);
        return answered(connection, wish)
                .compose(kept -> kept.isPresent()
                        ? outcome(kept.get())
                        : repository
                                .lockBooking(connection, wish)
                                .compose(booking -> booking.isPresent()
                                        ? cancel(connection, event, booking.get(), wish, now)
                                        : outcome(new NotFound("Booking"))));
    }

    private Future<BookingOutcome> cancel(
            SqlClient connection, LockedEvent event, Booking booking, Wish.Cancellation wish, Instant now) {
        if (booking.status() != BookingStatus.CONFIRMED) {
            return outcome(new AlreadyCancelled(booking.status().code()));
        }
        String closed = event.closedAt(now);
        if (closed != null) {
            return outcome(new NotBookable(closed));
        }
        return repository
                .end(connection, booking.id(), now)
                .compose(ended -> repository.takeBack(connection, event.id(), booking.quantity()))
                .compose(returned -> repository.refund(connection, booking, now))
                .compose(refunded -> repository.tellCancelled(connection, booking, now))
                .compose(told -> repository.tellReturned(
                        connection, event.id(), booking.quantity(), event.available() + booking.quantity(), now))
                .compose(told -> repository.rememberCancelled(connection, wish, booking, now))
                .map(new Cancelled(
                        booking.id(), booking.reference(), booking.total(), booking.currency(), booking.quantity()));
    }

    private Future<Optional<BookingOutcome>> answered(SqlClient connection, Wish wish) {
        IdempotencyKey key = wish.key();
        if (key == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return repository
                .keptAnswer(connection, wish.userId(), wish.eventId(), key)
                .map(kept -> kept.map(answer -> replay(answer, key, wish)));
    }

    private static BookingOutcome replay(KeptAnswer kept, IdempotencyKey key, Wish wish) {
        return kept.fingerprint().equals(key.fingerprint())
                ? FlushRepository.replay(kept.answer(), wish)
                : new KeyMismatch();
    }

    private Future<BookingOutcome> transaction(Function<SqlClient, Future<BookingOutcome>> work) {
        return shard.pool().withTransaction(work::apply).recover(e -> switch (Fault.of(e)
                .kind()) {
            case UNAVAILABLE, RETRY -> outcome(new NotServed(Reason.UNAVAILABLE));
            case UNKNOWN -> outcome(new NotServed(Reason.UNKNOWN));
            case CONFLICT, BROKEN -> Future.failedFuture(e);
        });
    }

    private static Booking booking(LockedEvent event, Wish.Seats wish, Instant now) {
        return new Booking(
                wish.bookingId(),
                wish.reference(),
                event.id(),
                wish.userId(),
                wish.quantity(),
                event.price(),
                event.price().multiply(BigDecimal.valueOf(wish.quantity())),
                event.currency(),
                BookingStatus.CONFIRMED,
                null,
                now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Future<BookingOutcome> outcome(BookingOutcome outcome) {
        return Future.succeededFuture(outcome);
    }
}
