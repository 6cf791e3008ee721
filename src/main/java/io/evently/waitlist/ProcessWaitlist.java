package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks to promote now, for at most that many seats and never more than are free. */
@BusName("process-waitlist/1")
public record ProcessWaitlist(UUID eventId, int availableSeats) implements BusMessage {}
