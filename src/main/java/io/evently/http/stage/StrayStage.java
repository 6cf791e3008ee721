package io.evently.http.stage;

import io.evently.http.Reply;
import io.evently.ratelimit.NamedQuota;
import io.vertx.core.Future;
import java.util.List;

/**
 * Counts the requests that end before the limits: those for what is not there, those of browsers that ask what they may, and those
 * whose token is not good. They count by address, and their answers have the same headers.
 */
final class StrayStage implements Stage {
    private final Admission admission;

    StrayStage(Admission admission) {
        this.admission = admission;
    }

    @Override
    public Future<Reply> pass(Arrival arrival, Next next) {
        Future<Reply> done = next.pass(arrival);
        // The stages up to the limits do not wait: whoever gets there has got there by now.
        if (arrival.isCounted()) {
            return done;
        }
        List<NamedQuota> counted = admission.quotas(arrival);
        return counted.isEmpty() ? done : admission.ask(arrival, counted).compose(granted -> done);
    }
}
