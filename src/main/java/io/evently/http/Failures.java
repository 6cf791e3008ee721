package io.evently.http;

import io.vertx.core.VertxException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure gets its status. Nothing of the failure itself reaches the client. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    private static final int UNAVAILABLE = 503;

    private Failures() {}

    static Problem problem(Throwable failure, String operationId, String traceId) {
        if (failure instanceof RefusedException refused) {
            return refused.problem();
        }
        if (isUnavailable(failure)) {
            log.warn("{} unavailable, trace {}: {}", operationId, traceId, failure.toString());
            return Problem.unavailable();
        }
        log.error("{} failed, trace {}", operationId, traceId, failure);
        return Problem.internal();
    }

    private static boolean isUnavailable(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            // A verticle says with 503 that it knows why it cannot answer; any other refusal of its is a bug.
            return reply.failureType() == ReplyFailure.TIMEOUT
                    || reply.failureType() == ReplyFailure.NO_HANDLERS
                    || reply.failureCode() == UNAVAILABLE;
        }
        if (failure instanceof PgException refused) {
            return isPassing(String.valueOf(refused.getSqlState()));
        }
        return failure instanceof ClosedConnectionException
                || failure instanceof ConnectException
                || failure instanceof TimeoutException
                || failure instanceof ConnectionPoolTooBusyException
                || (failure instanceof VertxException && failure.getCause() instanceof ConnectException);
    }

    /** SQLSTATE classes of what may be gone at the next try: connection, resources, operator, rollback, lock. */
    private static boolean isPassing(String sqlState) {
        return sqlState.startsWith("08")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57")
                || sqlState.startsWith("40")
                || "55P03".equals(sqlState);
    }
}
