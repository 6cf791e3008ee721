package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;

/** What the demonstration would have sent into the world, newest first. */
@BusName("local-outbox/1")
public record LocalOutbox(List<LocalMessage> messages) implements BusMessage {

    public LocalOutbox {
        messages = List.copyOf(messages);
    }

    /** One message; the address is as its channel writes it. */
    public record LocalMessage(String channel, String address, String title, String body, Instant at) {}
}
