package io.evently.contact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** An integrator's endpoint, or that there is none of this id. */
@BusName("webhook-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WebhookLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = WebhookLookup.NotFound.class, name = "not-found")
})
public sealed interface WebhookLookup extends BusMessage {

    record Found(WebhookView webhook) implements WebhookLookup {}

    record NotFound() implements WebhookLookup {}
}
