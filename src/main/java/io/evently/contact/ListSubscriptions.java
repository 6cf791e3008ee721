package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks for a user's browsers. */
@BusName("list-push-subscriptions/1")
public record ListSubscriptions(UUID userId) implements BusMessage {}
