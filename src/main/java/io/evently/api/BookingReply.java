package io.evently.api;

import io.evently.booking.Booking;
import io.evently.booking.BookingOutcome;
import io.evently.booking.BookingOutcome.AlreadyCancelled;
import io.evently.booking.BookingOutcome.Booked;
import io.evently.booking.BookingOutcome.Cancelled;
import io.evently.booking.BookingOutcome.ExtensionLimit;
import io.evently.booking.BookingOutcome.HeldAboveLimit;
import io.evently.booking.BookingOutcome.HoldExpired;
import io.evently.booking.BookingOutcome.InsufficientSeats;
import io.evently.booking.BookingOutcome.KeyInProgress;
import io.evently.booking.BookingOutcome.KeyMismatch;
import io.evently.booking.BookingOutcome.NotBookable;
import io.evently.booking.BookingOutcome.NotFound;
import io.evently.booking.BookingOutcome.NotHeld;
import io.evently.booking.BookingOutcome.NotServed;
import io.evently.booking.BookingOutcome.PriceChanged;
import io.evently.booking.BookingOutcome.QuantityAboveLimit;
import io.evently.booking.BookingStatus;
import io.evently.http.Envelope;
import io.evently.http.IdempotencyKeys;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Gives each outcome of booking its status, code and sentence. */
final class BookingReply implements BookingOutcome.Cases<Reply> {
    private static final String HOLD_LAPSED = "The hold has expired and its seats were given back";
    private static final String OFFER_LAPSED = "The offer has expired and its seats were passed on";

    private static final BookingReply TO_BOOKING = new BookingReply(true, "The event", HOLD_LAPSED);
    private static final BookingReply TO_ACCEPTANCE = new BookingReply(true, "The event", OFFER_LAPSED);
    private static final BookingReply TO_CONFIRMATION = new BookingReply(false, "The event of this hold", HOLD_LAPSED);
    private static final BookingReply TO_EXTENSION = new BookingReply(false, "The event of this hold", HOLD_LAPSED);
    private static final BookingReply TO_CANCELLATION =
            new BookingReply(false, "The event of this booking", HOLD_LAPSED);

    private final boolean creates;
    private final String event;
    private final String lapsed;

    private BookingReply(boolean creates, String event, String lapsed) {
        this.creates = creates;
        this.event = event;
        this.lapsed = lapsed;
    }

    static BookingReply toBooking() {
        return TO_BOOKING;
    }

    /** To taking an offer of the waitlist, which is a booking like any other. */
    static BookingReply toAcceptance() {
        return TO_ACCEPTANCE;
    }

    static BookingReply toConfirmation() {
        return TO_CONFIRMATION;
    }

    static BookingReply toExtension() {
        return TO_EXTENSION;
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
        return Reply.ok(Envelope.success()
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
    public Reply priceChanged(PriceChanged it) {
        return Reply.problem(Problem.priceChanged(it.currentPrice(), it.currency()));
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
        return Reply.problem(Problem.gone("HOLD_EXPIRED", lapsed));
    }

    @Override
    public Reply quantityAboveLimit(QuantityAboveLimit it) {
        String sentence = "At most " + it.limit() + " seats can be booked at once";
        return Reply.problem(new Problem(
                422, "QUANTITY_LIMIT", sentence, Map.of("quantity", "at most " + it.limit()), Map.of(), Map.of()));
    }

    @Override
    public Reply heldAboveLimit(HeldAboveLimit it) {
        String sentence = "At most " + it.limit() + " seats of an event can be held at the same time";
        return Reply.problem(new Problem(
                422,
                "QUANTITY_LIMIT",
                sentence,
                Map.of("quantity", "at most " + it.limit() + " with the seats held already"),
                Map.of(),
                Map.of()));
    }

    @Override
    public Reply extensionLimit(ExtensionLimit it) {
        String sentence = it.extensions() == 0
                ? "Holds cannot be extended"
                : "The hold has been extended " + it.extensions() + " times, as often as it can be";
        return Reply.problem(Problem.conflict("EXTENSION_LIMIT", sentence));
    }

    @Override
    public Reply notHeld(NotHeld it) {
        return Reply.problem(
                Problem.conflict("EXTENSION_LIMIT", "The booking is " + it.status() + "; only a hold can be extended"));
    }

    @Override
    public Reply keyMismatch(KeyMismatch it) {
        return Reply.problem(IdempotencyKeys.mismatch());
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
