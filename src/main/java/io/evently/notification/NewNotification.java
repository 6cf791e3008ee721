package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification before it is stored.
 *
 * @param recipient an account or a webhook
 * @param fact the number of the fact that it comes from; a second one for the same fact and recipient is the same
 * @param repeated whether that fact was taken before, and this may be there already
 * @param failover whether another channel is worth trying when the first ones reach nobody
 * @param data its members, under their names in the API
 * @param channels tried at once, none waiting for the other
 */
record NewNotification(
        UUID id,
        UUID recipient,
        String type,
        String title,
        String message,
        @Nullable UUID eventId,
        long fact,
        boolean repeated,
        boolean failover,
        Map<String, Object> data,
        List<ChannelName> channels,
        Instant at) {

    Message asMessage() {
        return Message.of(id, type, title, message, data, at);
    }

    /**
     * Whether nothing is lost without a delivery to sockets: the recipient has none open, and there is another channel as well, or
     * none is worth trying.
     */
    boolean passesOver(Set<UUID> absent) {
        return absent.contains(recipient) && (channels.size() > 1 || !failover);
    }
}
