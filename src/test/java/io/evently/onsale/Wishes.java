package io.evently.onsale;

import java.util.UUID;

/** Wishes of tests. */
final class Wishes {
    private Wishes() {}

    static Wish of(UUID eventId, int quantity) {
        return new Wish(new Buyer(UUID.randomUUID(), "token"), eventId, quantity, "");
    }

    static Wish withKey(UUID eventId, String key) {
        return new Wish(new Buyer(UUID.randomUUID(), "token"), eventId, 1, key);
    }
}
