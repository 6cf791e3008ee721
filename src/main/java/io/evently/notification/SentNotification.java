package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.util.List;

/** A notification that is stored, and will be delivered on these channels. */
@BusName("sent-notification/1")
public record SentNotification(NotificationView notification, List<ChannelName> channels) implements BusMessage {

    public SentNotification {
        channels = List.copyOf(channels);
    }
}
