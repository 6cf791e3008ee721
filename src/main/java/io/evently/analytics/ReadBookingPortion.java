package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next bookings of a shard, in the order of their ids.
 *
 * @param eventId only bookings of this event; null: of all
 * @param after the last id that the asker has; all zeros to begin
 */
@BusName("read-booking-portion/1")
public record ReadBookingPortion(int shard, @Nullable UUID eventId, UUID after) implements BusMessage {}
