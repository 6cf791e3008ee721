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
            return new Fault(kind(String.valueOf(error.getSqlState())), error.getConstraint());
        }
        return new Fault(Kind.UNKNOWN, null);
    }

    private static Kind kind(String state) {
        return switch (state) {
            case "40001", "40P01" -> Kind.RETRY;
            case "57014", "55P03", "57P03", "25006", "25P03" -> Kind.UNAVAILABLE;
            // A backend that is shut down may have committed before it could say so.
            case "57P01", "57P02", "57P05" -> Kind.UNKNOWN;
            default -> kindOfClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static Kind kindOfClass(String stateClass) {
        return switch (stateClass) {
            case "23" -> Kind.CONFLICT;
            case "53" -> Kind.UNAVAILABLE;
            case "08" -> Kind.UNKNOWN;
            default -> Kind.BROKEN;
        };
    }
}
