package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How delivery does, on one shard or on all.
 *
 * @param channels that were used, in the order of their names
 * @param pending deliveries that are still to be tried
 * @param dead deliveries that were given up
 * @param oldestOutboxRow since when the oldest row waits that nobody has been told of; null when none waits
 */
@BusName("notification-stats/1")
public record NotificationStats(
        List<ChannelCount> channels,
        long pending,
        long dead,
        @Nullable Instant oldestOutboxRow) implements BusMessage {

    public NotificationStats {
        channels = List.copyOf(channels);
    }

    /** What one channel was given, and what it made of that. */
    public record ChannelCount(ChannelName channel, long sent, long delivered, long failed) {

        ChannelCount plus(ChannelCount other) {
            return new ChannelCount(channel, sent + other.sent, delivered + other.delivered, failed + other.failed);
        }
    }

    /** The sums of several shards. */
    static NotificationStats of(Collection<NotificationStats> parts) {
        Map<ChannelName, ChannelCount> sums = new EnumMap<>(ChannelName.class);
        for (NotificationStats part : parts) {
            part.channels.forEach(count -> sums.merge(count.channel(), count, ChannelCount::plus));
        }
        return new NotificationStats(
                List.copyOf(sums.values()),
                parts.stream().mapToLong(NotificationStats::pending).sum(),
                parts.stream().mapToLong(NotificationStats::dead).sum(),
                parts.stream()
                        .map(NotificationStats::oldestOutboxRow)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }
}
