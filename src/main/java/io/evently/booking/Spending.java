package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** Confirmed bookings and their sums by user; a user without bookings is not in it. */
@BusName("spending/1")
public record Spending(Map<UUID, Sum> byUser) implements BusMessage {
    public Spending {
        byUser = Map.copyOf(byUser);
    }

    /**
     * What one user has booked.
     *
     * @param amount over all currencies, as the customer's API has it
     */
    public record Sum(long bookings, BigDecimal amount) {
        public Sum plus(Sum other) {
            return new Sum(bookings + other.bookings, amount.add(other.amount));
        }
    }
}
