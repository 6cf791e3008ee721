package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** A user's browsers, in the order in which they were registered. */
@BusName("push-subscriptions/1")
public record Subscriptions(List<PushSubscriptionView> subscriptions) implements BusMessage {

    public Subscriptions {
        subscriptions = List.copyOf(subscriptions);
    }
}
