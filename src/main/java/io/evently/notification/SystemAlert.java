package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;

/** A message for every connected client. */
@BusName("system-alert/1")
public record SystemAlert(UUID id, String title, String message, Instant createdAt) implements BusMessage {}
