package io.evently.bench.node;

/** A process under test does not do what it should; the message is a sentence without secrets. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeException(String message) {
        super(message);
    }

    NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
