package io.evently.waitlist;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of asking for a place on a waitlist. */
@BusName("join-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JoinOutcome.Joined.class, name = "joined"),
    @JsonSubTypes.Type(value = JoinOutcome.SeatsAvailable.class, name = "seats-available"),
    @JsonSubTypes.Type(value = JoinOutcome.AlreadyWaitlisted.class, name = "already-waitlisted"),
    @JsonSubTypes.Type(value = JoinOutcome.NotBookable.class, name = "not-bookable"),
    @JsonSubTypes.Type(value = JoinOutcome.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = JoinOutcome.QuantityAboveLimit.class, name = "quantity-above-limit"),
    @JsonSubTypes.Type(value = JoinOutcome.MoreThanCapacity.class, name = "more-than-capacity"),
    @JsonSubTypes.Type(value = JoinOutcome.KeyMismatch.class, name = "key-mismatch"),
    @JsonSubTypes.Type(value = JoinOutcome.NotServed.class, name = "not-served")
})
public sealed interface JoinOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /** Waits from now on, durably; or is told again what the same request was told before. */
    record Joined(WaitlistEntry entry) implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.joined(this);
        }
    }

    /** As many seats are on sale as are wanted: nobody need wait for them. */
    record SeatsAvailable(int available, int requested) implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.seatsAvailable(this);
        }
    }

    /** That user waits for this event already. */
    record AlreadyWaitlisted() implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.alreadyWaitlisted(this);
        }
    }

    /** The event is over or was called off: its status is {@code cancelled} or {@code completed}. */
    record NotBookable(String status) implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notBookable(this);
        }
    }

    /** No such event. */
    record NotFound() implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    record QuantityAboveLimit(int limit, int requested) implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.quantityAboveLimit(this);
        }
    }

    /** The event will never have as many seats. */
    record MoreThanCapacity(int capacity, int requested) implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.moreThanCapacity(this);
        }
    }

    /** The key was used for another request. */
    record KeyMismatch() implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.keyMismatch(this);
        }
    }

    /** So many wait to join lists of this shard that the answer would only be late. Nothing happened. */
    record NotServed() implements JoinOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notServed(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T joined(Joined it);

        T seatsAvailable(SeatsAvailable it);

        T alreadyWaitlisted(AlreadyWaitlisted it);

        T notBookable(NotBookable it);

        T notFound(NotFound it);

        T quantityAboveLimit(QuantityAboveLimit it);

        T moreThanCapacity(MoreThanCapacity it);

        T keyMismatch(KeyMismatch it);

        T notServed(NotServed it);
    }
}
