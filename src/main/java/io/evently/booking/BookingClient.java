package io.evently.booking;

import io.evently.booking.BookingOutcome.NotFound;
import io.evently.storage.ShardedBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** Takes requests to the shard that their id names; an id that names none is not found. */
public final class BookingClient {
    /** As long as refunding a large event may take. */
    private static final Duration CANCELLATION = Duration.ofMinutes(15);

    private final ShardedBus bus;

    public BookingClient(ShardedBus bus) {
        this.bus = bus;
    }

    public Future<BookingOutcome> book(BookSeats wish) {
        return bus.ask(BookingEndpoints.BOOK_SEATS, wish.eventId(), wish, new NotFound("Event"));
    }

    /** Books what the waitlist offers a user; not found when it offers nothing. */
    public Future<BookingOutcome> accept(AcceptOffer wish) {
        return bus.ask(BookingEndpoints.ACCEPT_OFFER, wish.eventId(), wish, new NotFound("Offer"));
    }

    public Future<BookingOutcome> confirm(BookingChange change) {
        return bus.ask(BookingEndpoints.CONFIRM_HOLD, change.bookingId(), change, new NotFound("Booking"));
    }

    /** Lets a hold last for its full duration again. */
    public Future<BookingOutcome> extend(BookingChange change) {
        return bus.ask(BookingEndpoints.EXTEND_HOLD, change.bookingId(), change, new NotFound("Booking"));
    }

    public Future<BookingOutcome> cancel(BookingChange change) {
        return bus.ask(BookingEndpoints.CANCEL_BOOKING, change.bookingId(), change, new NotFound("Booking"));
    }

    /** May take minutes for a large event. */
    public Future<EventCancelled> cancelEvent(UUID eventId) {
        return bus.ask(
                BookingEndpoints.CANCEL_EVENT,
                eventId,
                new CancelEvent(eventId),
                new EventCancelled.NoSuchEvent(),
                CANCELLATION);
    }

    public Future<BookingFound> find(BookingQuery query) {
        return bus.ask(BookingEndpoints.FIND_BOOKING, query);
    }

    public Future<BookingPage> ofUser(UserBookings query) {
        return bus.ask(BookingEndpoints.USER_BOOKINGS, query);
    }

    public Future<Spending> spending(SpendingQuery query) {
        return bus.ask(BookingEndpoints.SPENDING, query);
    }
}
