package io.evently.api;

import io.evently.http.Envelope;
import io.evently.http.IdempotencyKeys;
import io.evently.http.Problem;
import io.evently.http.Reply;
import io.evently.waitlist.EntryLookup;
import io.evently.waitlist.JoinOutcome;
import io.evently.waitlist.LeaveOutcome;
import io.evently.waitlist.ProcessOutcome;
import io.evently.waitlist.StatsLookup;
import io.evently.waitlist.WaitlistEntry;
import java.util.Map;

/** Gives each outcome of a waitlist its status, code and sentence. */
final class WaitlistReply
        implements JoinOutcome.Cases<Reply>,
                LeaveOutcome.Cases<Reply>,
                EntryLookup.Cases<Reply>,
                StatsLookup.Cases<Reply>,
                ProcessOutcome.Cases<Reply> {
    static final WaitlistReply CASES = new WaitlistReply();

    private WaitlistReply() {}

    @Override
    public Reply joined(JoinOutcome.Joined it) {
        WaitlistEntry entry = it.entry();
        return Reply.created(Envelope.data(WaitlistBody.joined(entry)).and("message", "Successfully joined waitlist"))
                .header("Location", "/api/v1/waitlist/" + entry.eventId() + "/user/" + entry.userId());
    }

    @Override
    public Reply seatsAvailable(JoinOutcome.SeatsAvailable it) {
        return Reply.problem(Problem.conflict("SEATS_AVAILABLE", it.available() + " seats are on sale: book them")
                .member("available_seats", it.available())
                .member("requested_quantity", it.requested()));
    }

    @Override
    public Reply alreadyWaitlisted(JoinOutcome.AlreadyWaitlisted it) {
        return Reply.problem(Problem.conflict("ALREADY_WAITLISTED", "The user is on this waitlist already"));
    }

    @Override
    public Reply notBookable(JoinOutcome.NotBookable it) {
        return notBookable(it.status());
    }

    @Override
    public Reply notFound(JoinOutcome.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }

    @Override
    public Reply quantityAboveLimit(JoinOutcome.QuantityAboveLimit it) {
        return tooMany("At most " + it.limit() + " seats can be waited for at once", it.limit());
    }

    @Override
    public Reply moreThanCapacity(JoinOutcome.MoreThanCapacity it) {
        return tooMany("The event has only " + it.capacity() + " seats in all", it.capacity());
    }

    @Override
    public Reply keyMismatch(JoinOutcome.KeyMismatch it) {
        return Reply.problem(IdempotencyKeys.mismatch());
    }

    @Override
    public Reply notServed(JoinOutcome.NotServed it) {
        return Reply.problem(Problem.overloaded());
    }

    @Override
    public Reply left(LeaveOutcome.Left it) {
        return Reply.ok(Envelope.success()
                .and("message", "Successfully left waitlist")
                .and("positions_updated", it.positionsUpdated())
                .and("seats_returned", it.seatsReturned()));
    }

    @Override
    public Reply notFound(LeaveOutcome.NotFound it) {
        return unknownEntry();
    }

    @Override
    public Reply found(EntryLookup.Found it) {
        return Reply.ok(Envelope.data(WaitlistBody.found(it.entry())));
    }

    @Override
    public Reply notFound(EntryLookup.NotFound it) {
        return unknownEntry();
    }

    @Override
    public Reply found(StatsLookup.Found it) {
        return Reply.ok(Envelope.data(WaitlistBody.stats(it.stats())));
    }

    @Override
    public Reply notFound(StatsLookup.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }

    @Override
    public Reply processed(ProcessOutcome.Processed it) {
        return Reply.ok(Envelope.success()
                .and("processed", it.promotions().size())
                .and(
                        "promoted_users",
                        it.promotions().stream().map(WaitlistBody::promoted).toList()));
    }

    @Override
    public Reply notBookable(ProcessOutcome.NotBookable it) {
        return notBookable(it.status());
    }

    @Override
    public Reply notFound(ProcessOutcome.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }

    private static Reply notBookable(String status) {
        return Reply.problem(Problem.conflict("EVENT_NOT_BOOKABLE", "The event is " + status));
    }

    private static Reply unknownEntry() {
        return Reply.problem(Problem.notFound("Waitlist entry not found"));
    }

    private static Reply tooMany(String sentence, int most) {
        return Reply.problem(new Problem(
                422, "QUANTITY_LIMIT", sentence, Map.of("quantity", "at most " + most), Map.of(), Map.of()));
    }
}
