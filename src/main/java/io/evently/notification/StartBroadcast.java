package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message to everyone who has a booking of the event.
 *
 * @param channels null for those that each recipient prefers
 */
@BusName("start-broadcast/1")
public record StartBroadcast(
        UUID eventId,
        String type,
        String title,
        String message,
        @Nullable List<ChannelName> channels,
        UUID createdBy) implements BusMessage {

    public StartBroadcast {
        channels = channels == null ? null : List.copyOf(channels);
    }
}
