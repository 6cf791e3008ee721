package io.evently.storage;

import com.fasterxml.jackson.core.JacksonException;
import io.evently.bus.TypedBus;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells failures that may pass by themselves, because something else is away or too busy, from mistakes of ours. */
public final class Outages {
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
            return TypedBus.isOutage(reply);
        }
        if (failure instanceof PgException error) {
            return switch (Fault.of(error).kind()) {
                case UNAVAILABLE, RETRY, UNKNOWN -> true;
                case CONFLICT, BROKEN -> false;
            };
        }
        if (failure instanceof NotSentException) {
            return true;
        }
        // What else Vert.x itself throws is about connections: closed, refused, not to be had in time.
        return failure instanceof VertxException
                || (failure instanceof IOException && !(failure instanceof JacksonException))
                || failure instanceof TimeoutException;
    }
}
