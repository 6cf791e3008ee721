package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of asking for the entry of a user. */
@BusName("waitlist-entry-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntryLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = EntryLookup.NotFound.class, name = "not-found")
})
public sealed interface EntryLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    /** The entry that waits or has an offer; else the one that ended last. */
    record Found(WaitlistEntry entry) implements EntryLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** That user never waited for this event. */
    record NotFound() implements EntryLookup {
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
