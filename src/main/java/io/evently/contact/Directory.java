package io.evently.contact;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where people and integrators are reached, and what they want; asked anew each time, so that a change counts at once. */
public final class Directory {
    private static final Logger log = LoggerFactory.getLogger(Directory.class);
    private static final String REMINDER = "event_reminder";
    private static final Future<Optional<WebhookEnded>> NOTHING = Future.succeededFuture(Optional.empty());

    private final Pool accounts;
    private final Integrators integrators;
    private final RecipientRepository repository;
    private final MessageCountRepository counts = new MessageCountRepository();
    private final Set<ChannelName> switchedOn;
    private final Duration patience;

    /**
     * Recipients on the accounts database.
     *
     * @param defaultChannels of those who chose none, in the order in which they are tried
     * @param switchedOn the channels that this installation has
     * @param patience how long a webhook or a browser may do nothing but fail before it is switched off
     */
    public Directory(
            Pool accounts,
            Integrators integrators,
            List<ChannelName> defaultChannels,
            Set<ChannelName> switchedOn,
            Duration patience) {
        this.accounts = accounts;
        this.integrators = integrators;
        this.repository = new RecipientRepository(defaultChannels);
        this.switchedOn = EnumSet.copyOf(switchedOn);
        this.patience = patience;
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

    /**
     * Remembers what came of an attempt at an address of somebody else's: some end with it. Never fails.
     *
     * @return a webhook that was switched off by this, of which its owner is to be told
     */
    public Future<Optional<WebhookEnded>> note(Address address, Receipt receipt, Instant now) {
        Future<Optional<WebhookEnded>> noted = NOTHING;
        if (address instanceof Address.Webhook webhook) {
            noted = integrators.note(webhook.id(), receipt, patience, now);
        } else if (address instanceof Address.PushSubscription subscription) {
            noted = push(subscription, receipt, now).map(Optional.empty());
        }
        return noted.otherwise(e -> {
            log.debug("What came of an attempt could not be remembered", e);
            return Optional.empty();
        });
    }

    // A browser that takes nothing for as long as a webhook may fail is not there any more.
    private Future<Void> push(Address.PushSubscription subscription, Receipt receipt, Instant now) {
        if (receipt instanceof Receipt.Gone) {
            return repository.forget(accounts, subscription);
        }
        if (receipt instanceof Receipt.Refused) {
            return repository.refused(accounts, subscription, now, now.minus(patience));
        }
        return receipt instanceof Receipt.Delivered && subscription.failing()
                ? repository.well(accounts, subscription)
                : Future.succeededFuture();
    }

    /**
     * Counts messages to addresses.
     *
     * @param more how many to each, by digest
     * @return how many they have got on that day with these
     */
    public Future<Map<String, Integer>> count(ChannelName channel, LocalDate day, SortedMap<String, Integer> more) {
        return counts.add(accounts, channel, day, more);
    }

    /** Forgets what was counted on days before. */
    public Future<Void> forgetCounts(LocalDate before) {
        return counts.prune(accounts, before);
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
