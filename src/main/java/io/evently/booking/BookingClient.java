package io.evently.booking;

import io.evently.booking.BookingOutcome.NotFound;
import io.evently.bus.Endpoint;
import io.evently.bus.TypedBus;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import java.util.OptionalInt;
import java.util.UUID;

/** Takes requests to the shard that their id names; an id that names none is not found. */
public final class BookingClient {
    private final TypedBus bus;
    private final TypedBus patientBus;
    private final int shardCount;

    /**
     * A desk for one node.
     *
     * @param bus waits as long as a booking may take
     * @param patientBus waits as long as refunding a large event may take
     */
    public BookingClient(TypedBus bus, TypedBus patientBus, int shardCount) {
        this.bus = bus;
        this.patientBus = patientBus;
        this.shardCount = shardCount;
    }

    public Future<BookingOutcome> book(BookSeats wish) {
        OptionalInt shard = Ids.shardOf(wish.eventId(), shardCount);
        return shard.isPresent()
                ? bus.ask(BookingEndpoints.BOOK_SEATS.at(shard.getAsInt()), wish)
                : Future.succeededFuture(new NotFound("Event"));
    }

    /** Books what the waitlist offers a user; not found when it offers nothing. */
    public Future<BookingOutcome> accept(AcceptOffer wish) {
        OptionalInt shard = Ids.shardOf(wish.eventId(), shardCount);
        return shard.isPresent()
                ? bus.ask(BookingEndpoints.ACCEPT_OFFER.at(shard.getAsInt()), wish)
                : Future.succeededFuture(new NotFound("Offer"));
    }

    public Future<BookingOutcome> confirm(BookingChange change) {
        return change(BookingEndpoints.CONFIRM_HOLD, change);
    }

    public Future<BookingOutcome> cancel(BookingChange change) {
        return change(BookingEndpoints.CANCEL_BOOKING, change);
    }

    /** May take minutes for a large event. */
    public Future<EventCancelled> cancelEvent(UUID eventId) {
        OptionalInt shard = Ids.shardOf(eventId, shardCount);
        return shard.isPresent()
                ? patientBus.ask(BookingEndpoints.CANCEL_EVENT.at(shard.getAsInt()), new CancelEvent(eventId))
                : Future.succeededFuture(new EventCancelled.NoSuchEvent());
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

    private Future<BookingOutcome> change(Endpoint<BookingChange, BookingOutcome> endpoint, BookingChange change) {
        OptionalInt shard = Ids.shardOf(change.bookingId(), shardCount);
        return shard.isPresent()
                ? bus.ask(endpoint.at(shard.getAsInt()), change)
                : Future.succeededFuture(new NotFound("Booking"));
    }
}
