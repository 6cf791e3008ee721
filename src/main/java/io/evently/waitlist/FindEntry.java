package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks where a user stands. */
@BusName("find-waitlist-entry/1")
public record FindEntry(UUID eventId, UUID userId) implements BusMessage {}
