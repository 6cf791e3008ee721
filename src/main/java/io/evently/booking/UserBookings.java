package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a user's bookings over all shards, newest first.
 *
 * @param status null for all
 * @param limit 1–100
 * @param offset 0 or more; each shard reads as many places as offset and limit together
 */
@BusName("user-bookings/1")
public record UserBookings(UUID userId, @Nullable BookingStatus status, int limit, int offset) implements BusMessage {}
