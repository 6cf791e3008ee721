package io.evently.http.stage;

import io.evently.bus.RepeatedLine;
import io.evently.http.Problem;
import io.evently.http.RefusedException;
import io.evently.storage.Outages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure gets its status. Nothing of the failure itself reaches the client. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final RepeatedLine outages = new RepeatedLine(log);

    private Failures() {}

    static Problem problem(Throwable failure, String operationId) {
        if (failure instanceof RefusedException refused) {
            return refused.problem();
        }
        if (Outages.isOutage(failure)) {
            outages.warn(operationId + " unavailable", failure);
            return Problem.unavailable();
        }
        log.error("{} failed", operationId, failure);
        return Problem.internal();
    }
}
