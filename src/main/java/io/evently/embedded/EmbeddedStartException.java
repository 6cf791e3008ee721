package io.evently.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded servers cannot be had; the message is one sentence for the operator, without secrets. */
public final class EmbeddedStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedStartException(String message) {
        this(message, null);
    }

    EmbeddedStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
