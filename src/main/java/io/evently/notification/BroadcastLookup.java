package io.evently.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of starting a broadcast, or of asking for one. */
@BusName("broadcast-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BroadcastLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = BroadcastLookup.NotFound.class, name = "not-found")
})
public sealed interface BroadcastLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    /** There it is. */
    record Found(BroadcastView broadcast) implements BroadcastLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** No such event, or no such broadcast. */
    record NotFound() implements BroadcastLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T found(Found it);

        T notFound(NotFound it);
    }
}
