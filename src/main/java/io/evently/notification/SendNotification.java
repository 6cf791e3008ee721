package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.util.List;
import java.util.UUID;

/**
 * Sends a notification to one user. The asker knows whether there is such a user.
 *
 * @param type 1–50 characters
 * @param channels tried at once, none waiting for the other; at least one
 */
@BusName("send-notification/1")
public record SendNotification(UUID userId, String type, String title, String message, List<ChannelName> channels)
        implements BusMessage {

    public SendNotification {
        channels = List.copyOf(channels);
    }
}
