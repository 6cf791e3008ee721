package io.evently.http;

import io.evently.booking.Booking;
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
import io.evently.booking.BookingStatus;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Gives each outcome of booking its status, code and sentence. */
final class BookingReply implements BookingOutcome.Cases<Reply> {
    private static final BookingReply TO_BOOKING = new BookingReply(true, "The event");
    private static final BookingReply TO_CONFIRMATION = new BookingReply(false, "The event of this hold");
    private static final BookingReply TO_CANCELLATION = new BookingReply(false, "The event of this booking");

    private final boolean creates;
    private final String event;

    private BookingReply(boolean creates, String event) {
        this.creates = creates;
        this.event = event;
    }

    static BookingReply toBooking() {
        return TO_BOOKING;
    }

    static BookingReply toConfirmation() {
        return TO_CONFIRMATION;
    }

    static BookingReply toCancellation() {
        return TO_CANCELLATION;
    }

    @Override
    public Reply booked(Booked it) {
        Booking booking = it.booking();
        Buffer body = BookingJson.made(booking, message(booking));
        return creates ? Reply.created(body).header("Location", "/api/v1/bookings/" + booking.id()) : Reply.ok(body);
    }

    @Override
    public Reply cancelled(Cancelled it) {
        return Reply.ok(Members.success()
                .and("message", "Booking cancelled successfully")
                .and("booking_reference", it.reference())
                .and("refunded_amount", it.refunded())
                .and("currency", it.currency())
                .and("seats_returned", it.seatsReturned()));
    }

    @Override
    public Reply insufficientSeats(InsufficientSeats it) {
        return Reply.problem(Problem.insufficientSeats(it.available(), it.requested()));
    }

    @Override
    public Reply notBookable(NotBookable it) {
        return Reply.problem(Problem.conflict("EVENT_NOT_BOOKABLE", event + " is " + it.status()));
    }

    @Override
    public Reply notFound(NotFound it) {
        return Reply.problem(Problem.notFound(it.what() + " not found"));
    }

    @Override
    public Reply alreadyCancelled(AlreadyCancelled it) {
        return Reply.problem(Problem.conflict("ALREADY_CANCELLED", "The booking is already " + it.status()));
    }

    @Override
    public Reply holdExpired(HoldExpired it) {
        return Reply.problem(Problem.gone("HOLD_EXPIRED", "The hold has expired and its seats were given back"));
    }

    @Override
    public Reply quantityAboveLimit(QuantityAboveLimit it) {
        String sentence = "At most " + it.limit() + " seats can be booked at once";
        return Reply.problem(new Problem(
                422, "QUANTITY_LIMIT", sentence, Map.of("quantity", "at most " + it.limit()), Map.of(), Map.of()));
    }

    @Override
    public Reply keyMismatch(KeyMismatch it) {
        return Reply.problem(
                Problem.unprocessable("IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used for another request"));
    }

    @Override
    public Reply keyInProgress(KeyInProgress it) {
        return Reply.problem(Problem.conflict(
                "IDEMPOTENCY_IN_PROGRESS", "The first request with this Idempotency-Key is still running"));
    }

    @Override
    public Reply notServed(NotServed it) {
        return Reply.problem(
                switch (it.reason()) {
                    case OVERLOADED, DEADLINE -> Problem.overloaded();
                    case UNAVAILABLE, UNKNOWN -> Problem.unavailable();
                });
    }

    private static String message(Booking booking) {
        return booking.status() == BookingStatus.HELD ? "Seats held" : "Tickets booked successfully";
    }
}
