package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of leaving a waitlist or refusing an offer. */
@BusName("leave-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LeaveOutcome.Left.class, name = "left"),
    @JsonSubTypes.Type(value = LeaveOutcome.NotFound.class, name = "not-found")
})
public sealed interface LeaveOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /** That many who wait moved up; the seats of a refused offer went on. */
    record Left(int positionsUpdated, int seatsReturned) implements LeaveOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.left(this);
        }
    }

    /** That user does not wait for this event. */
    record NotFound() implements LeaveOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T left(Left it);

        T notFound(NotFound it);
    }
}
