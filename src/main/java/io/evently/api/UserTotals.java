package io.evently.api;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * What a user's confirmed bookings come to.
 *
 * @param bookings how many
 * @param spent their worth, two decimal places
 */
public record UserTotals(long bookings, BigDecimal spent) {
    static final UserTotals NONE = new UserTotals(0, BigDecimal.ZERO.setScale(2));

    /** Where the totals of many users are asked for at once. */
    @FunctionalInterface
    public interface Source {
        /** The totals by user; who is missing has booked nothing. */
        Future<Map<UUID, UserTotals>> of(Collection<UUID> users);
    }
}
