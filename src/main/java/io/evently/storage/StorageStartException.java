package io.evently.storage;

/** A database cannot be reached, made or migrated; the message is one sentence for the operator, without secrets. */
public final class StorageStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
