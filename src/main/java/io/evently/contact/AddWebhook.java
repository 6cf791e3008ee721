package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;
import java.util.UUID;

/**
 * Registers an integrator's endpoint.
 *
 * @param topics of the outbox; none: all
 */
@BusName("add-webhook/1")
public record AddWebhook(String url, List<String> topics, UUID createdBy) implements BusMessage {

    public AddWebhook {
        topics = List.copyOf(topics);
    }
}
