package io.evently.onsale;

import java.util.UUID;

/** An event as the database has it after the sale. */
record SoldEvent(UUID id, int capacity, int sold, int held) {
    int left() {
        return capacity - sold - held;
    }
}
