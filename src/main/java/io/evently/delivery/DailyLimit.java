package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.contact.Directory;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Keeps what somebody does on this service from flooding a mailbox or a telephone, which may be a stranger's: nobody proves
 * that an address is theirs. What administrators cause is not counted.
 */
final class DailyLimit {
    private static final Set<String> OF_ADMINISTRATORS = Set.of("booking_refunded", "event_update", "system_alert");

    private final Directory directory;
    private final ChannelName channel;
    private final OptionalInt most;

    DailyLimit(Directory directory, ChannelName channel, DeliveryConfig config) {
        this.directory = directory;
        this.channel = channel;
        this.most = config.perDay(channel);
    }

    /** Counts those of a batch that are claimed for the first time; the notifications that are too many. */
    Future<Set<UUID>> tooMany(List<ClaimedDelivery> claimed, Map<UUID, Directory.Entry> found, Instant now) {
        if (most.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        SortedMap<String, Integer> more = new TreeMap<>();
        for (ClaimedDelivery delivery : claimed) {
            addresses(delivery, found).forEach(address -> more.merge(Digest.of(address), 1, Integer::sum));
        }
        if (more.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return directory
                .count(channel, LocalDate.ofInstant(now, ZoneOffset.UTC), more)
                .map(counted -> beyond(claimed, found, counted));
    }

    // The last ones of the batch are those beyond.
    private Set<UUID> beyond(
            List<ClaimedDelivery> claimed, Map<UUID, Directory.Entry> found, Map<String, Integer> counted) {
        Set<UUID> beyond = new HashSet<>();
        for (int i = claimed.size() - 1; i >= 0; i--) {
            ClaimedDelivery delivery = claimed.get(i);
            for (Address address : addresses(delivery, found)) {
                int number = counted.merge(Digest.of(address), -1, Integer::sum) + 1;
                if (number > most.orElse(Integer.MAX_VALUE)) {
                    beyond.add(delivery.message().id());
                }
            }
        }
        return beyond;
    }

    private List<Address> addresses(ClaimedDelivery delivery, Map<UUID, Directory.Entry> found) {
        String type = delivery.message().type();
        Directory.Entry entry = found.getOrDefault(delivery.recipient(), Directory.Entry.NOBODY);
        return delivery.attempts() > 1
                        || delivery.returned()
                        || OF_ADMINISTRATORS.contains(type)
                        || !entry.accepts(channel, type)
                ? List.of()
                : entry.addresses();
    }
}
