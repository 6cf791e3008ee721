package io.evently.api;

import io.evently.account.Caller;
import io.evently.account.Tier;
import io.evently.booking.AcceptOffer;
import io.evently.booking.BookingClient;
import io.evently.booking.IdempotencyKey;
import io.evently.bus.TypedBus;
import io.evently.http.Call;
import io.evently.http.IdempotencyKeys;
import io.evently.http.Operations;
import io.evently.http.Page;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.http.Routes;
import io.evently.waitlist.FindEntry;
import io.evently.waitlist.JoinWaitlist;
import io.evently.waitlist.LeaveWaitlist;
import io.evently.waitlist.ListEntries;
import io.evently.waitlist.ProcessWaitlist;
import io.evently.waitlist.ReadStats;
import io.evently.waitlist.WaitlistClient;
import io.evently.waitlist.WaitlistStatus;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /waitlist}: places taken, seen and given up, offers taken, and what administrators see of all that. */
public final class WaitlistRoutes implements Routes {
    private final KnownUsers users;
    private final WaitlistClient waitlist;
    private final BookingClient bookings;
    private final Clock clock;
    private final Duration deadline;

    /** Routes with a deadline from the arrival of a request to its answer; {@code bookings} turns offers into bookings. */
    public WaitlistRoutes(
            TypedBus bus, WaitlistClient waitlist, BookingClient bookings, Clock clock, Duration deadline) {
        this.users = new KnownUsers(bus);
        this.waitlist = waitlist;
        this.bookings = bookings;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("joinWaitlist", this::join)
                .on("getWaitlistEntry", this::find)
                .on("leaveWaitlist", this::leave)
                .on("acceptOffer", this::accept)
                .on("getWaitlistStats", this::stats)
                .on("processWaitlist", this::process)
                .on("listWaitlistEntries", this::list);
    }

    private Future<Reply> join(Call call) {
        Wanted wanted = call.body(Wanted.class);
        if (!call.caller().mayActFor(wanted.userId())) {
            return refused("Places on a waitlist are taken for oneself");
        }
        UUID eventId = call.pathId("eventId");
        IdempotencyKey key = IdempotencyKeys.of(call);
        // A token says nothing of the tier, and what a client claims may move it behind others, never ahead.
        return users.ifKnown(wanted.userId(), account -> join(wanted.by(eventId, account.tier(), key)));
    }

    private Future<Reply> join(JoinWaitlist wish) {
        return waitlist.join(wish).map(outcome -> outcome.match(WaitlistReply.CASES));
    }

    private Future<Reply> find(Call call) {
        UUID userId = call.pathId("userId");
        return call.caller().mayActFor(userId)
                ? waitlist.find(new FindEntry(call.pathId("eventId"), userId))
                        .map(lookup -> lookup.match(WaitlistReply.CASES))
                : refused("A place on a waitlist is shown to its owner");
    }

    private Future<Reply> leave(Call call) {
        UUID userId = call.pathId("userId");
        return call.caller().mayActFor(userId)
                ? waitlist.leave(new LeaveWaitlist(call.pathId("eventId"), userId))
                        .map(outcome -> outcome.match(WaitlistReply.CASES))
                : refused("A place on a waitlist is given up by its owner");
    }

    private Future<Reply> accept(Call call) {
        Caller caller = call.caller();
        AcceptOffer wish = new AcceptOffer(
                call.pathId("eventId"),
                caller.userId(),
                IdempotencyKeys.of(call),
                clock.instant().plus(deadline));
        return bookings.accept(wish).map(outcome -> outcome.match(BookingReply.toAcceptance()));
    }

    private Future<Reply> stats(Call call) {
        return waitlist.stats(new ReadStats(call.pathId("eventId"))).map(lookup -> lookup.match(WaitlistReply.CASES));
    }

    private Future<Reply> process(Call call) {
        return waitlist.process(new ProcessWaitlist(
                        call.pathId("eventId"), call.body(Seats.class).availableSeats()))
                .map(outcome -> outcome.match(WaitlistReply.CASES));
    }

    private Future<Reply> list(Call call) {
        Page page = call.page();
        WaitlistStatus status = call.query("status").map(WaitlistStatus::of).orElse(null);
        return waitlist.list(new ListEntries(call.pathId("eventId"), status, page.limit(), page.offset()))
                .map(lookup -> lookup.match(new WaitlistListing(call)));
    }

    private static Future<Reply> refused(String sentence) {
        return Future.succeededFuture(Reply.problem(Problem.forbidden(sentence)));
    }

    /** The body of a request for a place. */
    record Wanted(
            UUID userId,
            @Nullable Integer quantity,
            @Nullable String userTier,
            @Nullable Boolean autoBook,
            @Nullable Boolean acceptPartial) {

        JoinWaitlist by(UUID eventId, Tier ofAccount, @Nullable IdempotencyKey key) {
            Tier claimed = userTier == null ? ofAccount : Tier.valueOf(userTier.toUpperCase(Locale.ROOT));
            return new JoinWaitlist(
                    eventId,
                    userId,
                    claimed.compareTo(ofAccount) < 0 ? claimed : ofAccount,
                    quantity == null ? 1 : quantity,
                    Boolean.TRUE.equals(autoBook),
                    Boolean.TRUE.equals(acceptPartial),
                    key);
        }
    }

    /** The body of a request to promote. */
    record Seats(int availableSeats) {}
}
