package io.evently.contact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of registering a browser. */
@BusName("subscribe-push-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SubscribeOutcome.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = SubscribeOutcome.TooMany.class, name = "too-many"),
    @JsonSubTypes.Type(value = SubscribeOutcome.SomebodyElses.class, name = "somebody-elses")
})
public sealed interface SubscribeOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    record Subscribed(PushSubscriptionView subscription) implements SubscribeOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.subscribed(this);
        }
    }

    /** The user has as many already as anybody may have. */
    record TooMany(int limit) implements SubscribeOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.tooMany(this);
        }
    }

    /** Another user has it, under other keys: only the browser itself knows those that belong to it. */
    record SomebodyElses() implements SubscribeOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.somebodyElses(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T subscribed(Subscribed it);

        T tooMany(TooMany it);

        T somebodyElses(SomebodyElses it);
    }
}
