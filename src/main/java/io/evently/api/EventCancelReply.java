package io.evently.api;

import io.evently.booking.EventCancelled;
import io.evently.http.Envelope;
import io.evently.http.Problem;
import io.evently.http.Reply;

/** What a client is told of each outcome of calling an event off. */
final class EventCancelReply implements EventCancelled.Cases<Reply> {
    private static final String CANCELLED = "cancelled";

    @Override
    public Reply done(EventCancelled.Done it) {
        return Reply.ok(Envelope.success()
                .and("message", "Event cancelled successfully")
                .and("refunds_processed", it.refunds())
                .and("total_refund_amount", it.amount()));
    }

    @Override
    public Reply notPossible(EventCancelled.NotPossible it) {
        return Reply.problem(
                CANCELLED.equals(it.status())
                        ? Problem.conflict("ALREADY_CANCELLED", "Event is already cancelled")
                        : EventProblems.closed(it.status()));
    }

    @Override
    public Reply noSuchEvent(EventCancelled.NoSuchEvent it) {
        return Reply.problem(EventProblems.unknown());
    }
}
