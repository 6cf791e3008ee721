package io.evently.contact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of registering an integrator's endpoint. */
@BusName("add-webhook-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AddWebhookOutcome.Added.class, name = "added"),
    @JsonSubTypes.Type(value = AddWebhookOutcome.TooMany.class, name = "too-many")
})
public sealed interface AddWebhookOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /**
     * It is registered.
     *
     * @param secret of Standard Webhooks, told this once
     */
    record Added(WebhookView webhook, String secret) implements AddWebhookOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.added(this);
        }
    }

    /** There are as many already as there may be. */
    record TooMany(int limit) implements AddWebhookOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.tooMany(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T added(Added it);

        T tooMany(TooMany it);
    }
}
