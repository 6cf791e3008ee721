package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** Everything that can come of asking for the entries of an event. */
@BusName("waitlist-entries-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EntriesLookup.Listed.class, name = "listed"),
    @JsonSubTypes.Type(value = EntriesLookup.NotFound.class, name = "not-found")
})
public sealed interface EntriesLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    /** In the order of promotion where they wait, then the others, the newest first; total counts all pages. */
    record Listed(List<WaitlistEntry> entries, long total) implements EntriesLookup {
        public Listed {
            entries = List.copyOf(entries);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.listed(this);
        }
    }

    /** No such event. */
    record NotFound() implements EntriesLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T listed(Listed it);

        T notFound(NotFound it);
    }
}
