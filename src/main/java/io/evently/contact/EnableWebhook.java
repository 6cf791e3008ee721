package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Switches an integrator's endpoint on again, with the secret that it has. */
@BusName("enable-webhook/1")
public record EnableWebhook(UUID id) implements BusMessage {}
