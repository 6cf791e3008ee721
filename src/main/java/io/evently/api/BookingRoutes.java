package io.evently.api;

import io.evently.account.Caller;
import io.evently.analytics.VisitorStage;
import io.evently.analytics.Visitors;
import io.evently.booking.BookSeats;
import io.evently.booking.BookingChange;
import io.evently.booking.BookingClient;
import io.evently.booking.BookingFound;
import io.evently.booking.BookingPage;
import io.evently.booking.BookingQuery;
import io.evently.booking.BookingStatus;
import io.evently.booking.UserBookings;
import io.evently.bus.TypedBus;
import io.evently.http.Call;
import io.evently.http.Envelope;
import io.evently.http.IdempotencyKeys;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /bookings}: seats booked, held, confirmed, cancelled and read. */
public final class BookingRoutes implements Routes {
    private final KnownUsers users;
    private final BookingClient bookings;
    private final Sightings sightings;
    private final Clock clock;
    private final Duration deadline;

    /** Routes with a deadline from the arrival of a request to its answer. */
    public BookingRoutes(TypedBus bus, BookingClient bookings, Visitors visitors, Clock clock, Duration deadline) {
        this.users = new KnownUsers(bus);
        this.bookings = bookings;
        this.sightings = new Sightings(visitors);
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("createBooking", this::create)
                .on("getBooking", call -> find(call, call.path("bookingId")))
                .on("getBookingByReference", call -> find(call, call.path("reference")))
                .on("listUserBookings", this::ofUser)
                .on("confirmBooking", this::confirm)
                .on("extendHold", this::extend)
                .on("cancelBooking", this::cancel);
    }

    private Future<Reply> create(Call call) {
        sightings.note(VisitorStage.ATTEMPT, call);
        Wanted wanted = call.body(Wanted.class);
        Caller caller = call.caller();
        if (!caller.mayActFor(wanted.userId())) {
            return Future.succeededFuture(Reply.problem(Problem.forbidden("Bookings are made for oneself")));
        }
        BookSeats wish = new BookSeats(
                wanted.eventId(),
                wanted.userId(),
                wanted.quantity(),
                wanted.expectedPrice(),
                Boolean.TRUE.equals(wanted.hold()),
                IdempotencyKeys.of(call),
                due());
        Future<Reply> answer = caller.userId().equals(wanted.userId())
                ? book(wish)
                : users.ifKnown(wanted.userId(), account -> book(wish));
        return answer.onSuccess(reply -> sightings.noteSeats(call, reply, Boolean.TRUE.equals(wanted.hold())));
    }

    private Future<Reply> book(BookSeats wish) {
        return bookings.book(wish).map(outcome -> outcome.match(BookingReply.toBooking()));
    }

    private Future<Reply> confirm(Call call) {
        return bookings.confirm(change(call))
                .map(outcome -> outcome.match(BookingReply.toConfirmation()))
                .onSuccess(reply -> sightings.noteSeats(call, reply, false));
    }

    private Future<Reply> extend(Call call) {
        return bookings.extend(change(call)).map(outcome -> outcome.match(BookingReply.toExtension()));
    }

    private Future<Reply> cancel(Call call) {
        return bookings.cancel(change(call)).map(outcome -> outcome.match(BookingReply.toCancellation()));
    }

    private Future<Reply> find(Call call, String idOrReference) {
        Caller caller = call.caller();
        return bookings.find(new BookingQuery(idOrReference, caller.userId(), caller.isAdmin()))
                .map(BookingFound::found)
                .map(found -> found.map(view -> Reply.ok(Envelope.data(BookingBody.withEvent(view))))
                        .orElseGet(() -> Reply.problem(Problem.notFound("Booking not found"))));
    }

    private Future<Reply> ofUser(Call call) {
        UUID userId = call.pathId("userId");
        if (!call.caller().mayActFor(userId)) {
            return Future.succeededFuture(Reply.problem(Problem.forbidden("Bookings are shown to their owner")));
        }
        Page page = call.page();
        BookingStatus status = call.query("status").map(BookingStatus::of).orElse(null);
        return bookings.ofUser(new UserBookings(userId, status, page.limit(), page.offset()))
                .map(found -> listed(call, found));
    }

    private static Reply listed(Call call, BookingPage page) {
        return Reply.ok(Envelope.data(page.bookings().stream()
                                .map(BookingBody::listed)
                                .toList())
                        .and("count", page.bookings().size())
                        .and("total", page.total()))
                .links(call.links(page.total()));
    }

    private BookingChange change(Call call) {
        Caller caller = call.caller();
        return new BookingChange(
                call.pathId("bookingId"), caller.userId(), caller.isAdmin(), IdempotencyKeys.of(call), due());
    }

    private Instant due() {
        return clock.instant().plus(deadline);
    }

    /** The body of a booking request. */
    record Wanted(
            UUID userId,
            UUID eventId,
            int quantity,
            @Nullable BigDecimal expectedPrice,
            @Nullable Boolean hold) {}
}
