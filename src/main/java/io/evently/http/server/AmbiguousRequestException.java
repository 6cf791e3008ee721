package io.evently.http.server;

/** A request that could be read in more than one way. Carries no stack: it is the client's doing, not a bug. */
final class AmbiguousRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AmbiguousRequestException(String why) {
        super(why, null, false, false);
    }
}
