package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Forgets an integrator's endpoint. */
@BusName("remove-webhook/1")
public record RemoveWebhook(UUID id) implements BusMessage {}
