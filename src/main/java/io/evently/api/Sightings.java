package io.evently.api;

import io.evently.account.Caller;
import io.evently.analytics.VisitorStage;
import io.evently.analytics.Visitors;
import io.evently.http.Call;
import io.evently.http.Reply;

/** Notes how far the visitors of some routes got. */
final class Sightings {
    private static final int REFUSED = 300;

    private final Visitors visitors;

    Sightings(Visitors visitors) {
        this.visitors = visitors;
    }

    /** Notes whoever calls. */
    void note(VisitorStage stage, Call call) {
        visitors.seen(
                stage,
                call.optionalCaller().map(Caller::userId).orElse(null),
                call.clientAddress(),
                call.header("User-Agent").orElse(null));
    }

    /**
     * Notes whoever got seats.
     *
     * @param held whether they are to be paid for later
     */
    void noteSeats(Call call, Reply reply, boolean held) {
        if (reply.status() < REFUSED) {
            note(VisitorStage.SEATS, call);
            if (!held) {
                note(VisitorStage.BOOKING, call);
            }
        }
    }
}
