package io.evently.api;

import io.evently.http.Problem;

/** What clients are told of events that cannot be had, wherever they ask for them. */
final class EventProblems {
    private EventProblems() {}

    static Problem unknown() {
        return Problem.notFound("Event not found");
    }

    static Problem closed(String status) {
        return Problem.conflict("EVENT_NOT_BOOKABLE", "The event is " + status + " and stays as it is")
                .member("status", status);
    }
}
