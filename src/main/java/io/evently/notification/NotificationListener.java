package io.evently.notification;

import io.evently.booking.BookingFact;
import io.evently.bus.TypedBus;
import io.evently.catalog.EventFact;
import io.evently.channel.ChannelName;
import io.evently.contact.EndpointFact;
import io.evently.contact.Integrators;
import io.evently.delivery.Handover;
import io.evently.delivery.Presence;
import io.evently.notification.NewNotificationRepository.NewDelivery;
import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.evently.schedule.Signal;
import io.evently.storage.Ids;
import io.evently.waitlist.WaitlistFact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns facts into notifications, in the listener's transaction: what happened is told to the person it concerns, to
 * integrators' webhooks, and to attendees where an event changed. A fact that is taken again makes no second message.
 */
public final class NotificationListener implements FactListener {
    /** The name of its cursor, by which statistics ask how far it is. */
    static final String NAME = "notifications";

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);
    private static final FactFamily<Fact> FACTS = FactFamily.union(
            BookingFact.FAMILY, WaitlistFact.FAMILY, EventFact.FAMILY, EndpointFact.FAMILY, AlertFact.FAMILY);

    private final int shard;
    private final TypedBus bus;
    private final Ids ids;
    private final Integrators integrators;
    private final Signal deliveriesDue;
    private final Presence presence;
    private final Handover handover;
    private final Clock clock;
    private final NewNotificationRepository repository = new NewNotificationRepository();
    private final List<Handover.Batch> handedOver = new ArrayList<>();
    private int leftOut;
    private boolean madeDue;
    private boolean waiting;
    private long waitingSince;

    /**
     * A listener of one shard.
     *
     * @param deliveriesDue rung when there may be something new to deliver
     * @param presence tells for whom no delivery to a socket is made
     * @param handover takes what this node can deliver at once
     */
    public NotificationListener(
            int shard,
            TypedBus bus,
            Ids ids,
            Integrators integrators,
            Signal deliveriesDue,
            Presence presence,
            Handover handover,
            Clock clock) {
        this.shard = shard;
        this.bus = bus;
        this.ids = ids;
        this.integrators = integrators;
        this.deliveriesDue = deliveriesDue;
        this.presence = presence;
        this.handover = handover;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    // Where the room does not come soon, or is never as much, what is made is due and claimed before what is for many.
    @Override
    public boolean ready(int facts) {
        if (handover.roomFor(facts)) {
            waiting = false;
            return true;
        }
        long now = System.nanoTime();
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        return now - waitingSince >= LONGEST_WAIT.toNanos();
    }

    @Override
    public List<Signal> wakes() {
        return List.of(handover.room());
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        failed();
        leftOut = 0;
        madeDue = false;
        List<Read> read = new ArrayList<>(facts.size());
        Set<UUID> events = new LinkedHashSet<>();
        for (StoredFact stored : facts) {
            // A fact that cannot be read must not keep all others from being told.
            try {
                FACTS.read(stored).ifPresent(fact -> read.add(new Read(stored, fact)));
                if (MessageTexts.concerns(stored.topic())) {
                    stored.eventId().ifPresent(events::add);
                }
            } catch (RuntimeException e) {
                leaveOut(stored, e);
            }
        }
        return repository.cards(transaction, events).compose(cards -> tell(transaction, read, cards));
    }

    @Override
    public int leftOut() {
        return leftOut;
    }

    @Override
    public void committed() {
        handedOver.forEach(Handover.Batch::commit);
        handedOver.clear();
        if (madeDue) {
            deliveriesDue.ring();
        }
    }

    @Override
    public void failed() {
        handedOver.forEach(Handover.Batch::abandon);
        handedOver.clear();
    }

    private void leaveOut(StoredFact stored, RuntimeException e) {
        leftOut++;
        log.error("Fact {} of shard {} ({}) cannot be told", stored.number(), shard, stored.topic(), e);
    }

    private Future<Void> tell(SqlClient transaction, List<Read> facts, Map<UUID, EventCard> cards) {
        List<NewNotification> notifications = new ArrayList<>();
        List<NewBroadcast> broadcasts = new ArrayList<>();
        for (Read read : facts) {
            try {
                inPerson(read, cards).ifPresent(notifications::add);
                toIntegrators(read, notifications);
                toAttendees(read).ifPresent(broadcasts::add);
                toEverybody(read);
            } catch (RuntimeException e) {
                leaveOut(read.stored(), e);
            }
        }
        Future<Void> told = notifications.isEmpty()
                ? Future.succeededFuture()
                : presence.absent(hearing(notifications)).compose(absent -> store(transaction, notifications, absent));
        madeDue |= !broadcasts.isEmpty();
        for (NewBroadcast broadcast : broadcasts) {
            told = told.compose(done -> repository.announce(transaction, ids.next(shard), broadcast));
        }
        return told;
    }

    private static Set<UUID> hearing(List<NewNotification> notifications) {
        Set<UUID> people = new HashSet<>();
        for (NewNotification notification : notifications) {
            if (notification.channels().contains(ChannelName.WEBSOCKET)) {
                people.add(notification.recipient());
            }
        }
        return people;
    }

    // Facts of one batch are all new or, where a cursor was set back, perhaps not: then nothing is handed over, since
    // the rows may be there.
    private Future<Void> store(SqlClient transaction, List<NewNotification> notifications, Set<UUID> absent) {
        boolean again = notifications.stream().anyMatch(NewNotification::repeated);
        Map<ChannelName, List<NewNotification>> byChannel = new EnumMap<>(ChannelName.class);
        for (NewNotification notification : notifications) {
            for (ChannelName channel : notification.channels()) {
                if (channel != ChannelName.WEBSOCKET || !notification.passesOver(absent)) {
                    byChannel
                            .computeIfAbsent(channel, name -> new ArrayList<>())
                            .add(notification);
                }
            }
        }
        List<NewDelivery> deliveries = new ArrayList<>(notifications.size());
        byChannel.forEach((channel, those) -> deliveries.addAll(
                again || channel == ChannelName.WEBHOOK ? due(channel, those) : claimed(channel, those)));
        madeDue |= deliveries.stream().anyMatch(delivery -> delivery.claimedUntil() == null);
        return repository.store(transaction, notifications, deliveries, again);
    }

    private static List<NewDelivery> due(ChannelName channel, List<NewNotification> notifications) {
        return notifications.stream()
                .map(notification -> new NewDelivery(notification, channel, null))
                .toList();
    }

    private List<NewDelivery> claimed(ChannelName channel, List<NewNotification> notifications) {
        Handover.Batch batch = handover.begin(shard, channel, notifications.size());
        handedOver.add(batch);
        if (!batch.accepted()) {
            return due(channel, notifications);
        }
        Instant until = batch.leaseEnd(clock.instant());
        List<NewDelivery> deliveries = new ArrayList<>(notifications.size());
        for (NewNotification notification : notifications) {
            deliveries.add(new NewDelivery(notification, channel, until));
            batch.add(
                    notification.asMessage(),
                    notification.recipient(),
                    notification.eventId(),
                    notification.failover());
        }
        return deliveries;
    }

    private Optional<NewNotification> inPerson(Read read, Map<UUID, EventCard> cards) {
        StoredFact stored = read.stored();
        Optional<MessageTexts.Text> told = read.fact() instanceof EndpointFact.Disabled disabled
                ? Optional.of(MessageTexts.disabled(disabled))
                : stored.eventId()
                        .flatMap(event -> Optional.ofNullable(cards.get(event)))
                        .flatMap(card -> MessageTexts.of(read.fact(), card));
        return told.map(text -> new NewNotification(
                ids.next(shard),
                text.recipient(),
                text.type(),
                text.title(),
                text.message(),
                stored.eventId().orElse(null),
                stored.number(),
                stored.repeated(),
                text.failover(),
                text.data(),
                text.channels(),
                stored.at()));
    }

    private void toIntegrators(Read read, List<NewNotification> notifications) {
        StoredFact stored = read.stored();
        if (!WebhookBody.TOPICS.contains(stored.topic())) {
            return;
        }
        for (UUID webhook : integrators.listeningTo(stored.topic())) {
            notifications.add(new NewNotification(
                    ids.next(shard),
                    webhook,
                    stored.topic(),
                    stored.topic(),
                    stored.topic(),
                    stored.eventId().orElse(null),
                    stored.number(),
                    stored.repeated(),
                    true,
                    WebhookBody.of(read.fact()),
                    List.of(ChannelName.WEBHOOK),
                    stored.at()));
        }
    }

    private static Optional<NewBroadcast> toAttendees(Read read) {
        if (!(read.fact() instanceof EventFact.Updated updated)
                || updated.changed().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NewBroadcast(
                updated.eventId(),
                "event_update",
                "Event changed",
                MessageTexts.changed(updated),
                WebhookBody.ofEvent(updated),
                // By mail as well: what is in people's calendars must follow.
                List.of(ChannelName.WEBSOCKET, ChannelName.EMAIL),
                read.stored().number(),
                read.stored().at()));
    }

    // Before the commit: told twice is better than not at all, and the id tells a repetition.
    private void toEverybody(Read read) {
        if (read.fact() instanceof AlertFact.Alerted alert && !read.stored().repeated()) {
            bus.announce(
                    NotificationEndpoints.SYSTEM_ALERTS,
                    new SystemAlert(
                            alert.alertId(),
                            alert.title(),
                            alert.message(),
                            read.stored().at()));
        }
    }

    /** A fact and where it stood. */
    private record Read(StoredFact stored, Fact fact) {}
}
