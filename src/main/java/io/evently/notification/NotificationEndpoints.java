package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import java.util.List;

/** What notifications answer, what they ask of the nodes' sockets, and what they announce. */
public final class NotificationEndpoints {
    /** Answered by each node's browser edge; asked at the name of that node, from any other. */
    public static final Endpoint<SocketDelivery, SocketReceipts> SOCKETS =
            new Endpoint<>("live.sockets", SocketDelivery.class, SocketReceipts.class);

    public static final Topic<SystemAlert> SYSTEM_ALERTS = new Topic<>("notification.system-alert", SystemAlert.class);

    // Asked at a shard; NotificationDesk knows which.
    public static final Endpoint<SendNotification, SentNotification> SEND =
            new Endpoint<>("notification.send", SendNotification.class, SentNotification.class);
    public static final Endpoint<SendAlert, SystemAlert> ALERT =
            new Endpoint<>("notification.alert", SendAlert.class, SystemAlert.class);
    public static final Endpoint<StartBroadcast, BroadcastLookup> BROADCAST =
            new Endpoint<>("notification.broadcast", StartBroadcast.class, BroadcastLookup.class);
    public static final Endpoint<ReadBroadcast, BroadcastLookup> PROGRESS =
            new Endpoint<>("notification.broadcast-progress", ReadBroadcast.class, BroadcastLookup.class);
    public static final Endpoint<ListNotifications, NotificationPage> LIST =
            new Endpoint<>("notification.list", ListNotifications.class, NotificationPage.class);
    public static final Endpoint<MarkRead, NotificationLookup> MARK_READ =
            new Endpoint<>("notification.mark-read", MarkRead.class, NotificationLookup.class);
    public static final Endpoint<MarkAllRead, MarkedRead> MARK_ALL_READ =
            new Endpoint<>("notification.mark-all-read", MarkAllRead.class, MarkedRead.class);
    public static final Endpoint<ReadNotificationStats, NotificationStats> STATS =
            new Endpoint<>("notification.stats", ReadNotificationStats.class, NotificationStats.class);
    public static final Endpoint<ReadAttempts, AttemptsLookup> ATTEMPTS =
            new Endpoint<>("notification.attempts", ReadAttempts.class, AttemptsLookup.class);
    public static final Endpoint<ListDeadLetters, DeadLetterPage> DEAD_LETTERS =
            new Endpoint<>("notification.dead-letters", ListDeadLetters.class, DeadLetterPage.class);
    public static final Endpoint<ReplayDeadLetters, ReplayedDeadLetters> REPLAY =
            new Endpoint<>("notification.replay", ReplayDeadLetters.class, ReplayedDeadLetters.class);

    // Asked of any node's own contacts.
    public static final Endpoint<ReadPreferences, Preferences> READ_PREFERENCES =
            new Endpoint<>("contact.read-preferences", ReadPreferences.class, Preferences.class);
    public static final Endpoint<SavePreferences, Preferences> SAVE_PREFERENCES =
            new Endpoint<>("contact.save-preferences", SavePreferences.class, Preferences.class);
    public static final Endpoint<SubscribePush, SubscribeOutcome> SUBSCRIBE =
            new Endpoint<>("contact.subscribe", SubscribePush.class, SubscribeOutcome.class);
    public static final Endpoint<ListSubscriptions, Subscriptions> SUBSCRIPTIONS =
            new Endpoint<>("contact.subscriptions", ListSubscriptions.class, Subscriptions.class);
    public static final Endpoint<UnsubscribePush, Removal> UNSUBSCRIBE =
            new Endpoint<>("contact.unsubscribe", UnsubscribePush.class, Removal.class);
    public static final Endpoint<AddWebhook, AddWebhookOutcome> ADD_WEBHOOK =
            new Endpoint<>("contact.add-webhook", AddWebhook.class, AddWebhookOutcome.class);
    public static final Endpoint<ListWebhooks, WebhookList> WEBHOOKS =
            new Endpoint<>("contact.webhooks", ListWebhooks.class, WebhookList.class);
    public static final Endpoint<RemoveWebhook, Removal> REMOVE_WEBHOOK =
            new Endpoint<>("contact.remove-webhook", RemoveWebhook.class, Removal.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            SocketDelivery.class,
            SocketReceipts.class,
            SystemAlert.class,
            SendNotification.class,
            SentNotification.class,
            SendAlert.class,
            StartBroadcast.class,
            ReadBroadcast.class,
            BroadcastLookup.class,
            ListNotifications.class,
            NotificationPage.class,
            MarkRead.class,
            NotificationLookup.class,
            MarkAllRead.class,
            MarkedRead.class,
            ReadNotificationStats.class,
            NotificationStats.class,
            ReadAttempts.class,
            AttemptsLookup.class,
            ListDeadLetters.class,
            DeadLetterPage.class,
            ReplayDeadLetters.class,
            ReplayedDeadLetters.class,
            ReadPreferences.class,
            SavePreferences.class,
            Preferences.class,
            SubscribePush.class,
            SubscribeOutcome.class,
            ListSubscriptions.class,
            Subscriptions.class,
            UnsubscribePush.class,
            Removal.class,
            AddWebhook.class,
            AddWebhookOutcome.class,
            ListWebhooks.class,
            WebhookList.class,
            RemoveWebhook.class);

    private NotificationEndpoints() {}
}
