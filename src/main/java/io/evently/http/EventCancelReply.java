package io.evently.http;

import io.evently.catalog.CancelEventOutcome;
import io.evently.catalog.EventStatus;

/** What a client is told of each outcome of calling an event off. */
final class EventCancelReply implements CancelEventOutcome.Cases<Reply> {

    @Override
    public Reply cancelled(CancelEventOutcome.Cancelled it) {
        return Reply.ok(Members.success()
                .and("message", "Event cancelled successfully")
                .and("refunds_processed", it.refunds())
                .and("total_refund_amount", it.refunded())
                .and("currency", it.currency()));
    }

    @Override
    public Reply notFound(CancelEventOutcome.NotFound it) {
        return Reply.problem(CatalogRoutes.unknownEvent());
    }

    @Override
    public Reply alreadyClosed(CancelEventOutcome.AlreadyClosed it) {
        return Reply.problem(
                it.status() == EventStatus.CANCELLED
                        ? Problem.conflict("ALREADY_CANCELLED", "Event is already cancelled")
                        : CatalogRoutes.closedEvent(it.status()));
    }
}
