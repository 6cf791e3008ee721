package io.evently.storage;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed statement means to the one who sent it.
 *
 * @param kind what is known about its effect
 * @param constraint the constraint that refused it, when one did
 */
public record Fault(Kind kind, @Nullable String constraint) {
    /** Where PostgreSQL notices that the columns of a prepared statement are others now: its text is translated, this is not. */
    private static final String REPLANNING = "RevalidateCachedQuery";

    private static final String NOT_SUPPORTED = "0A000";
    private static final String NO_SUCH_STATEMENT = "26000";

    /** What is known about the effect of a failed statement. */
    public enum Kind {
        /** The database was not reached, was too busy or gave up: nothing happened, later it may. */
        UNAVAILABLE,
        /** A constraint refused it: nothing happened. */
        CONFLICT,
        /** It met another transaction: nothing happened, the same again may succeed at once. */
        RETRY,
        /** The connection ended or fell silent before the answer: it may have happened. */
        UNKNOWN,
        /** The statement itself is wrong: nothing happened, nor will it. */
        BROKEN
    }

    /** Reads a failure by its SQLSTATE (PostgreSQL manual, appendix A), never by its text. */
    public static Fault of(Throwable failure) {
        if (failure instanceof NotSentException) {
            return new Fault(Kind.UNAVAILABLE, null);
        }
        if (failure instanceof PgException error) {
            return new Fault(kind(error), error.getConstraint());
        }
        return new Fault(Kind.UNKNOWN, null);
    }

    /**
     * Whether the server refused a prepared statement because a table was changed under it, or because it does not have it any
     * more. It does so before it does anything else.
     */
    static boolean isStalePlan(Throwable failure) {
        return failure instanceof PgException error
                && (NO_SUCH_STATEMENT.equals(error.getSqlState())
                        || (NOT_SUPPORTED.equals(error.getSqlState()) && REPLANNING.equals(error.getRoutine())));
    }

    private static Kind kind(PgException error) {
        String state = String.valueOf(error.getSqlState());
        return switch (state) {
            // The client has forgotten the prepared statement by now: StalePlans has seen to that.
            case NOT_SUPPORTED, NO_SUCH_STATEMENT -> isStalePlan(error) ? Kind.RETRY : Kind.BROKEN;
            case "55P03", "25006", "25P03" -> Kind.UNAVAILABLE;
            // A backend that is shut down may have committed before it could say so.
            case "57P01", "57P02", "57P05", "40003" -> Kind.UNKNOWN;
            default -> kindOfClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static Kind kindOfClass(String stateClass) {
        return switch (stateClass) {
            case "23" -> Kind.CONFLICT;
            case "40" -> Kind.RETRY;
            case "53", "57", "58" -> Kind.UNAVAILABLE;
            case "08" -> Kind.UNKNOWN;
            default -> Kind.BROKEN;
        };
    }
}
