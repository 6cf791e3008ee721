package io.evently.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;

/** Everything that can come of calling an event off. */
@BusName("cancel-event-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CancelEventOutcome.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = CancelEventOutcome.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = CancelEventOutcome.AlreadyClosed.class, name = "already-closed")
})
public sealed interface CancelEventOutcome extends BusMessage {
    /** It is off, and so many bookings were refunded so much in all. */
    record Cancelled(int refunds, BigDecimal refunded, String currency) implements CancelEventOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.cancelled(this);
        }
    }

    record NotFound() implements CancelEventOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** It was called off before, or is over. */
    record AlreadyClosed(EventStatus status) implements CancelEventOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.alreadyClosed(this);
        }
    }

    <T> T match(Cases<T> cases);

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T cancelled(Cancelled it);

        T notFound(NotFound it);

        T alreadyClosed(AlreadyClosed it);
    }
}
