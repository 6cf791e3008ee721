package io.evently.bench.stage;

import java.util.UUID;

/** A user with a token. The text form does not show it. */
public record Buyer(UUID id, String token) {
    @Override
    public String toString() {
        return "Buyer[" + id + ']';
    }
}
