package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for a page of entries, all of them when no status is named. */
@BusName("list-waitlist-entries/1")
public record ListEntries(UUID eventId, @Nullable WaitlistStatus status, int limit, int offset) implements BusMessage {}
