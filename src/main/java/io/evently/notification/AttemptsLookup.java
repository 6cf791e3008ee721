package io.evently.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.delivery.DeliveryAttempt;
import java.util.List;

/** Everything that can come of asking how a notification was delivered. */
@BusName("delivery-attempts-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AttemptsLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = AttemptsLookup.NotFound.class, name = "not-found")
})
public sealed interface AttemptsLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    /** In the order in which they were made. */
    record Found(List<DeliveryAttempt> attempts) implements AttemptsLookup {
        public Found {
            attempts = List.copyOf(attempts);
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** No such notification, or none that the asker may know of. */
    record NotFound() implements AttemptsLookup {
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
