package io.evently.http;

import io.evently.booking.EventCancelled;

/** What a client is told of each outcome of calling an event off. */
final class EventCancelReply implements EventCancelled.Cases<Reply> {
    private static final String CANCELLED = "cancelled";

    @Override
    public Reply done(EventCancelled.Done it) {
        return Reply.ok(Members.success()
                .and("message", "Event cancelled successfully")
                .and("refunds_processed", it.refunds())
                .and("total_refund_amount", it.amount()));
    }

    @Override
    public Reply notPossible(EventCancelled.NotPossible it) {
        return Reply.problem(
                CANCELLED.equals(it.status())
                        ? Problem.conflict("ALREADY_CANCELLED", "Event is already cancelled")
                        : CatalogRoutes.closedEvent(it.status()));
    }

    @Override
    public Reply noSuchEvent(EventCancelled.NoSuchEvent it) {
        return Reply.problem(CatalogRoutes.unknownEvent());
    }
}
