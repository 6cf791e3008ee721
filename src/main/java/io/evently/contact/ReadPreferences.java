package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Asks how a user wants to be told. */
@BusName("read-preferences/1")
public record ReadPreferences(UUID userId) implements BusMessage {}
