package io.evently.onsale;

import java.util.UUID;

/**
 * A booking that somebody wants.
 *
 * @param key names it when it is sent again; empty when it must not be
 */
record Wish(Buyer buyer, UUID eventId, int quantity, String key) {
    boolean repeatable() {
        return !key.isEmpty();
    }
}
