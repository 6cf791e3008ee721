package io.evently.bench.stage;

/** The stage cannot be set; the message is a sentence without secrets. */
public final class StageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StageException(String message) {
        super(message);
    }

    StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
