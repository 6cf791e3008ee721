package io.evently.analytics;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/**
 * Asks for the next confirmed bookings of an event, with whom they belong to.
 *
 * @param after the last booking that the asker has; all zeros to begin
 */
@BusName("read-attendee-portion/1")
public record ReadAttendeePortion(UUID eventId, UUID after) implements BusMessage {}
