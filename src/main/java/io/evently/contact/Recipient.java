package io.evently.contact;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be told.
 *
 * @param channels in the order in which they are tried
 * @param phone in E.164
 * @param reminders whether to be reminded of events
 */
record Recipient(
        UUID id,
        String name,
        String email,
        List<ChannelName> channels,
        @Nullable String phone,
        boolean reminders,
        List<Address.PushSubscription> subscriptions) {

    Recipient {
        channels = List.copyOf(channels);
        subscriptions = List.copyOf(subscriptions);
    }

    /** Where this person is reached on a channel; nothing when there is no such place. */
    public List<Address> addresses(ChannelName channel) {
        return switch (channel) {
            case WEBSOCKET -> List.of(new Address.Sockets(id));
            case EMAIL -> List.of(new Address.Mailbox(email, name));
            case SMS -> phone == null ? List.of() : List.of(new Address.Phone(phone));
            case PUSH -> List.copyOf(subscriptions);
            case WEBHOOK -> List.of();
        };
    }
}
