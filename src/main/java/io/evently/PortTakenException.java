package io.evently;

/** Somebody else listens where this node should; the message is one sentence for the operator. */
final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(String host, int port) {
        super("Port " + port + " on " + host + " is taken: stop what uses it, or choose another with PORT.");
    }
}
