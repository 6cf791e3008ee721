package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Gives a place or an offer up. */
@BusName("leave-waitlist/1")
public record LeaveWaitlist(UUID eventId, UUID userId) implements BusMessage {}
