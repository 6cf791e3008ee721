package io.evently.onsale;

import java.util.UUID;

/** A booking as the database has it. */
record BookedRow(UUID id, String reference, UUID eventId, UUID userId, int quantity, String status) {
    boolean confirmed() {
        return status.equals("confirmed");
    }

    boolean answers(Wish wish) {
        return eventId.equals(wish.eventId()) && userId.equals(wish.buyer().id()) && quantity == wish.quantity();
    }
}
