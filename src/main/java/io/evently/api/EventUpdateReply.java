package io.evently.api;

import io.evently.catalog.UpdateOutcome;
import io.evently.http.Problem;
import io.evently.http.Reply;

/** What a client is told of each outcome of a change. */
class EventUpdateReply implements UpdateOutcome.Cases<Reply> {

    @Override
    public Reply updated(UpdateOutcome.Updated it) {
        return Reply.ok(EventJson.changed(it.event(), "Event updated successfully"))
                .header("ETag", EventTag.of(it.event()).toString());
    }

    @Override
    public Reply notFound(UpdateOutcome.NotFound it) {
        return Reply.problem(EventProblems.unknown());
    }

    @Override
    public Reply versionMismatch(UpdateOutcome.VersionMismatch it) {
        return Reply.problem(Problem.versionMismatch().member("current_version", it.currentVersion()));
    }

    @Override
    public Reply notEditable(UpdateOutcome.NotEditable it) {
        return Reply.problem(EventProblems.closed(it.status().word()));
    }

    @Override
    public Reply capacityTaken(UpdateOutcome.CapacityTaken it) {
        int taken = it.sold() + it.held();
        return Reply.problem(Problem.conflict(
                        "CAPACITY_CONFLICT", "Capacity cannot go below the " + taken + " seats that are sold or held")
                .member("seats_sold", it.sold())
                .member("seats_held", it.held())
                .member("requested_capacity", it.wanted()));
    }

    @Override
    public Reply currencyInUse(UpdateOutcome.CurrencyInUse it) {
        return Reply.problem(
                Problem.conflict("CURRENCY_CONFLICT", "Seats are sold or held in the present currency already")
                        .member("seats_sold", it.sold())
                        .member("seats_held", it.held()));
    }

    @Override
    public Reply invalid(UpdateOutcome.Invalid it) {
        return Reply.problem(Problem.validation(it.problems()));
    }
}
