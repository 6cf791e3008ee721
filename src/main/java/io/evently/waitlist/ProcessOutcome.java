package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/** Everything that can come of asking to promote now. */
@BusName("waitlist-process-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProcessOutcome.Processed.class, name = "processed"),
    @JsonSubTypes.Type(value = ProcessOutcome.NotBookable.class, name = "not-bookable"),
    @JsonSubTypes.Type(value = ProcessOutcome.NotFound.class, name = "not-found")
})
public sealed interface ProcessOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /** Who was promoted, in order; empty when nobody fits into what is free. */
    record Processed(List<Promotion> promotions) implements ProcessOutcome {
        public Processed {
            promotions = List.copyOf(promotions);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.processed(this);
        }
    }

    /** The event is over or was called off. */
    record NotBookable(String status) implements ProcessOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notBookable(this);
        }
    }

    /** No such event. */
    record NotFound() implements ProcessOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T processed(Processed it);

        T notBookable(NotBookable it);

        T notFound(NotFound it);
    }
}
