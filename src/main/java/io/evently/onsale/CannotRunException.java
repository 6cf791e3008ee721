package io.evently.onsale;

/** The on-sale cannot be played or not be checked; the message is one sentence for the operator, without secrets. */
final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }

    CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
