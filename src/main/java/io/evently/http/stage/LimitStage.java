package io.evently.http.stage;

import io.evently.http.Reply;
import io.evently.ratelimit.NamedQuota;
import io.vertx.core.Future;
import java.util.List;

/**
 * Where callers are held to their rate, and where what can wait is turned away while the node has too much to do: it is known who they are
 * and what they want, and nothing was read or asked for them yet.
 */
final class LimitStage implements Stage {
    private final Admission admission;

    LimitStage(Admission admission) {
        this.admission = admission;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        arrival.count();
        admission.requireTimeFor(arrival);
        List<NamedQuota> counted = admission.quotas(arrival);
        if (counted.isEmpty()) {
            return next.pass(arrival);
        }
        arrival.hold();
        return admission.ask(arrival, counted).transform(asked -> {
            Future<Reply> done = asked.succeeded() ? next.pass(arrival) : Future.failedFuture(asked.cause());
            // Whoever reads the body does so by now; of a request that is refused nobody does.
            arrival.release();
            return done;
        });
    }
}
