package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Forgets one of a user's browsers. */
@BusName("unsubscribe-push/1")
public record UnsubscribePush(UUID id, UUID userId) implements BusMessage {}
