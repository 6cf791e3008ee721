package io.evently.booking.service;

import io.evently.booking.BookSeats;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingConfig;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.QuantityAboveLimit;
import io.evently.bus.TypedBus;
import io.evently.cluster.EventLocks;
import io.evently.schedule.Foreground;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.random.RandomGenerator;

import static io.evently.booking.BookingEndpoints.BOOK_SEATS;
import static io.evently.booking.BookingEndpoints.CANCEL_BOOKING;
import static io.evently.booking.BookingEndpoints.CANCEL_EVENT;
import static io.evently.booking.BookingEndpoints.CONFIRM_HOLD;

/**
 * Answers the booking questions of one shard as {@link BookingVerticle} does, in the plain way: each booking and each
 * cancellation is a transaction of its own on a connection of the shard's pool. No lane, no cluster lock, no batch.
 * Holds and calling off an event are not part of it and fail.
 */
public final class PlainBookingVerticle extends VerticleBase {
    private final BookingConfig config;
    private final TypedBus bus;
    private final Shard shard;
    private final PlainBooking booking;
    private final BookingRepository bookings = new BookingRepository();

    /** Takes what the real one takes; locks, foreground and meters go unused. */
    public PlainBookingVerticle(
            BookingConfig config,
            TypedBus bus,
            Shard shard,
            EventLocks locks,
            Foreground foreground,
            MeterRegistry meters,
            Clock clock,
            RandomGenerator random) {
        this.config = config;
        this.bus = bus;
        this.shard = shard;
        this.booking = new PlainBooking(shard, new Ids(clock, random), new References(clock, random), clock);
    }

    @Override
    public Future<?> start() {
        int number = shard.number();
        return Future.all(
                bus.answer(BOOK_SEATS.at(number), this::bookSeats),
                bus.answer(CANCEL_BOOKING.at(number), this::cancel),
                bus.answer(CONFIRM_HOLD.at(number), change -> missing("confirm holds")),
                bus.answer(CANCEL_EVENT.at(number), cancel -> missing("call events off")));
    }

    private Future<BookingOutcome> bookSeats(BookSeats wish) {
        if (wish.quantity() > config.maxQuantity()) {
            return Future.succeededFuture(new QuantityAboveLimit(config.maxQuantity(), wish.quantity()));
        }
        return wish.hold() ? missing("hold seats") : booking.book(wish);
    }

    private Future<BookingOutcome> cancel(BookingChange change) {
        return bookings.eventOf(shard.pool(), change)
                .compose(event -> event.isPresent()
                        ? booking.cancel(event.get(), change)
                        : Future.succeededFuture(new NotFound("Booking")));
    }

    private static <T> Future<T> missing(String what) {
        return Future.failedFuture(new UnsupportedOperationException("The baseline does not " + what + "."));
    }
}
