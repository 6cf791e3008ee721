package io.evently.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;

/** Everything that can come of asking for one notification. */
@BusName("notification-lookup/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NotificationLookup.Found.class, name = "found"),
    @JsonSubTypes.Type(value = NotificationLookup.NotFound.class, name = "not-found")
})
public sealed interface NotificationLookup extends BusMessage {

    <T> T match(Cases<T> cases);

    /** As it is now. */
    record Found(NotificationView notification) implements NotificationLookup {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.found(this);
        }
    }

    /** None, or none that the asker may know of. */
    record NotFound() implements NotificationLookup {
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
