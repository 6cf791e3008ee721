package io.evently.bus;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells failures that may pass by themselves, because something else is away or too busy, from mistakes of ours. */
public final class Outages {
    /** The failure code with which a question fails on an outage. */
    public static final int CODE = 503;

    private static final int DEEPEST_CAUSE = 8;

    private Outages() {}

    /** Whether the failure, or what caused it, is an outage. */
    public static boolean isOutage(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOutageItself(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutageItself(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            return reply.failureType() == ReplyFailure.TIMEOUT
                    || reply.failureType() == ReplyFailure.NO_HANDLERS
                    || reply.failureCode() == CODE;
        }
        if (failure instanceof PgException error) {
            return isPassing(String.valueOf(error.getSqlState()));
        }
        // What else Vert.x itself throws is about connections: closed, refused, not to be had in time.
        return failure instanceof VertxException
                || (failure instanceof IOException && !(failure instanceof JacksonException))
                || failure instanceof TimeoutException;
    }

    /** SQLSTATE classes: connection, transaction rollback, resources, operator; a lock that could not be had; a standby. */
    private static boolean isPassing(String sqlState) {
        return sqlState.startsWith("08")
                || sqlState.startsWith("40")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57")
                || "55P03".equals(sqlState)
                || "25006".equals(sqlState);
    }
}
