package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;

/** Sets how a user wants to be told. */
@BusName("save-preferences/1")
public record SavePreferences(UUID userId, Preferences preferences) implements BusMessage {}
