package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Asks for all integrators' endpoints. */
@BusName("list-webhooks/1")
public record ListWebhooks() implements BusMessage {}
