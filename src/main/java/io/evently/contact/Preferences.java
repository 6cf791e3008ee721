package io.evently.contact;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to be told.
 *
 * @param channels in the order in which they are tried
 * @param phone in E.164; null when there is none
 * @param reminders whether before events as well
 */
@BusName("preferences/1")
public record Preferences(
        List<ChannelName> channels, @Nullable String phone, boolean reminders) implements BusMessage {

    public Preferences {
        channels = List.copyOf(channels);
    }
}
