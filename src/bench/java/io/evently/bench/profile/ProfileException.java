package io.evently.bench.profile;

/** A node cannot be profiled; the message is a sentence. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
