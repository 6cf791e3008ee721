package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where the newest notifications of a user stand in their list.
 *
 * @param total in all pages
 * @param unread of the user, whatever was asked for
 */
@BusName("notification-places/1")
public record NotificationPlaces(List<Place> places, long total, long unread) implements BusMessage {

    public NotificationPlaces {
        places = List.copyOf(places);
    }

    /** One notification. */
    public record Place(Instant createdAt, UUID id) {}
}
