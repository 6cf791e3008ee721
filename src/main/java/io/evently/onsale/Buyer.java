package io.evently.onsale;

import java.util.UUID;

/** A user who wants seats. The text form does not show the token. */
record Buyer(UUID id, String token) {
    @Override
    public String toString() {
        return "Buyer[" + id + ']';
    }
}
