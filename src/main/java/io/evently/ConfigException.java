package io.evently;

/** The configuration is not fit to start with; the message is one sentence for the operator. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
