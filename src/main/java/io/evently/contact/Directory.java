package io.evently.contact;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where people and integrators are reached, and what they want; asked anew each time, so that a change counts at once. */
public final class Directory {
    private static final Logger log = LoggerFactory.getLogger(Directory.class);
    private static final String REMINDER = "event_reminder";

    private final Pool accounts;
    private final Integrators integrators;
    private final RecipientRepository repository;
    private final Set<ChannelName> switchedOn;

    /**
     * Recipients on the accounts database.
     *
     * @param defaultChannels of those who chose none, in the order in which they are tried
     * @param switchedOn the channels that this installation has
     */
    public Directory(
            Pool accounts, Integrators integrators, List<ChannelName> defaultChannels, Set<ChannelName> switchedOn) {
        this.accounts = accounts;
        this.integrators = integrators;
        this.repository = new RecipientRepository(defaultChannels);
        this.switchedOn = EnumSet.copyOf(switchedOn);
    }

    /**
     * One recipient on one channel.
     *
     * @param channels those that the recipient wants and that are switched on, in their order
     */
    public record Entry(List<ChannelName> channels, boolean reminders, List<Address> addresses) {
        public static final Entry NOBODY = new Entry(List.of(), false, List.of());

        public boolean accepts(ChannelName channel, String type) {
            return channels.contains(channel) && (reminders || !type.equals(REMINDER));
        }

        /** Which channels may be tried when one reaches nobody. */
        public List<ChannelName> wanted(String type) {
            return reminders || !type.equals(REMINDER) ? channels : List.of();
        }
    }

    public Future<Map<UUID, Entry>> find(ChannelName channel, Collection<UUID> ids) {
        if (channel == ChannelName.WEBHOOK) {
            return integrators.read().otherwiseEmpty().map(read -> webhooks(ids));
        }
        return repository.find(accounts, ids).map(found -> {
            Map<UUID, Entry> entries = new HashMap<>();
            found.forEach((id, recipient) -> entries.put(
                    id,
                    new Entry(
                            recipient.channels().stream()
                                    .filter(switchedOn::contains)
                                    .toList(),
                            recipient.reminders(),
                            recipient.addresses(channel))));
            return entries;
        });
    }

    /** An address that will never work again. */
    public void gone(Address address) {
        if (address instanceof Address.PushSubscription subscription) {
            repository
                    .forget(accounts, subscription)
                    .onFailure(e -> log.debug("A push subscription that is gone could not be deleted", e));
        }
    }

    private Map<UUID, Entry> webhooks(Collection<UUID> ids) {
        Map<UUID, Entry> entries = new HashMap<>();
        for (UUID id : ids) {
            integrators
                    .address(id)
                    .ifPresent(address ->
                            entries.put(id, new Entry(List.of(ChannelName.WEBHOOK), true, List.of(address))));
        }
        return entries;
    }
}
