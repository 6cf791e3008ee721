package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** Integrators' endpoints, in the order in which they were registered. */
@BusName("webhook-list/1")
public record WebhookList(List<WebhookView> webhooks) implements BusMessage {

    public WebhookList {
        webhooks = List.copyOf(webhooks);
    }
}
