package io.evently.notification;

import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a broadcast is.
 *
 * @param channels null for those that each recipient prefers
 * @param done whether everybody has been written to; deliveries may still be under way
 * @param recipients written to so far
 * @param finishedAt null until it is done
 */
public record BroadcastView(
        UUID id,
        UUID eventId,
        String type,
        String title,
        String message,
        @Nullable List<ChannelName> channels,
        boolean done,
        long recipients,
        long delivered,
        long failed,
        long pending,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    public BroadcastView {
        channels = channels == null ? null : List.copyOf(channels);
    }
}
