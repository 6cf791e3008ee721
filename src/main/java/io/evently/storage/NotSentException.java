package io.evently.storage;

/** No connection could be had, so the statement was never sent. */
public final class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSentException(Throwable cause) {
        super("no connection: " + cause.getMessage(), cause);
    }
}
