package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** What came of removing something: whether there was such a thing. */
@BusName("contact-removal/1")
public record Removal(boolean removed) implements BusMessage {}
