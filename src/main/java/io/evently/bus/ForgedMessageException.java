package io.evently.bus;

import io.vertx.core.VertxException;

/** A message from outside this process that carries no {@link Seal} of this installation. */
final class ForgedMessageException extends VertxException {
    private static final long serialVersionUID = 1L;

    ForgedMessageException() {
        super("a message without the seal of this installation", true);
    }
}
