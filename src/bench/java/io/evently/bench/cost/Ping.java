package io.evently.bench.cost;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** A message as small and as large as those that bookings send. */
@BusName("bench-ping/1")
record Ping(UUID eventId, UUID userId, int quantity, String reference) implements BusMessage {}
