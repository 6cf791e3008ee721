package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of asking how a waitlist does. */
@BusName("waitlist-stats-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StatsLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = StatsLookup.NotFound.class, name = "not-found")
})
public sealed interface StatsLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    record Found(WaitlistStats stats) implements StatsLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** No such event. */
    record NotFound() implements StatsLookup {
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
