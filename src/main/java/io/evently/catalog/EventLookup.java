package io.evently.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of asking for an event by its id. */
@BusName("event-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EventLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = EventLookup.NotFound.class, name = "not-found")
})
public sealed interface EventLookup extends BusMessage {
    record Found(Event event) implements EventLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    record NotFound() implements EventLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    <T> T match(Cases<T> cases);

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T found(Found it);

        T notFound(NotFound it);
    }
}
