package io.evently.booking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;

/** What came of calling an event off. */
@BusName("event-cancelled/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = EventCancelled.Done.class, name = "done"),
    @JsonSubTypes.Type(value = EventCancelled.NotPossible.class, name = "not-possible"),
    @JsonSubTypes.Type(value = EventCancelled.NoSuchEvent.class, name = "no-such-event")
})
public sealed interface EventCancelled extends BusMessage {

    <T> T match(Cases<T> cases);

    /** Every booking is refunded and every hold has ended. */
    record Done(long refunds, BigDecimal amount) implements EventCancelled {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.done(this);
        }
    }

    /** The event is {@code cancelled} already, or {@code completed}. */
    record NotPossible(String status) implements EventCancelled {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notPossible(this);
        }
    }

    record NoSuchEvent() implements EventCancelled {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.noSuchEvent(this);
        }
    }

    /** One answer for each outcome. */
    interface Cases<T> {
        T done(Done it);

        T notPossible(NotPossible it);

        T noSuchEvent(NoSuchEvent it);
    }
}
