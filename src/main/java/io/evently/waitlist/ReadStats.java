package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks how a waitlist does. */
@BusName("read-waitlist-stats/1")
public record ReadStats(UUID eventId) implements BusMessage {}
