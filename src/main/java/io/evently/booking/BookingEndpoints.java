package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import java.util.List;

/** What booking answers; all but the last three are asked {@code at} the shard of the event. */
public final class BookingEndpoints {
    public static final Endpoint<BookSeats, BookingOutcome> BOOK_SEATS =
            new Endpoint<>("booking.book-seats", BookSeats.class, BookingOutcome.class);
    public static final Endpoint<AcceptOffer, BookingOutcome> ACCEPT_OFFER =
            new Endpoint<>("booking.accept-offer", AcceptOffer.class, BookingOutcome.class);
    public static final Endpoint<BookingChange, BookingOutcome> CONFIRM_HOLD =
            new Endpoint<>("booking.confirm-hold", BookingChange.class, BookingOutcome.class);
    public static final Endpoint<BookingChange, BookingOutcome> EXTEND_HOLD =
            new Endpoint<>("booking.extend-hold", BookingChange.class, BookingOutcome.class);
    public static final Endpoint<BookingChange, BookingOutcome> CANCEL_BOOKING =
            new Endpoint<>("booking.cancel-booking", BookingChange.class, BookingOutcome.class);
    public static final Endpoint<CancelEvent, EventCancelled> CANCEL_EVENT =
            new Endpoint<>("booking.cancel-event", CancelEvent.class, EventCancelled.class);
    public static final Endpoint<BookingQuery, BookingFound> FIND_BOOKING =
            new Endpoint<>("booking.find", BookingQuery.class, BookingFound.class);
    public static final Endpoint<UserBookings, BookingPage> USER_BOOKINGS =
            new Endpoint<>("booking.of-user", UserBookings.class, BookingPage.class);
    public static final Endpoint<SpendingQuery, Spending> SPENDING =
            new Endpoint<>("booking.spending", SpendingQuery.class, Spending.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            BookSeats.class,
            AcceptOffer.class,
            BookingChange.class,
            BookingOutcome.class,
            CancelEvent.class,
            EventCancelled.class,
            BookingQuery.class,
            BookingFound.class,
            UserBookings.class,
            BookingPage.class,
            SpendingQuery.class,
            Spending.class);

    private BookingEndpoints() {}
}
