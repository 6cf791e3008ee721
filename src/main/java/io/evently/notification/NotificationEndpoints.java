package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import java.util.List;

/** What notifications answer and what they announce. */
public final class NotificationEndpoints {
    public static final Topic<SystemAlert> SYSTEM_ALERTS = new Topic<>("notification.system-alert", SystemAlert.class);

    // Asked at a shard; NotificationClient knows which.
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
    public static final Endpoint<ListNotifications, NotificationPlaces> PLACES =
            new Endpoint<>("notification.places", ListNotifications.class, NotificationPlaces.class);
    public static final Endpoint<ReadNotifications, NotificationPage> READ_ALL =
            new Endpoint<>("notification.read-all", ReadNotifications.class, NotificationPage.class);

    /** Every message family of this package, for the bus. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(
            SystemAlert.class,
            SendNotification.class,
            SentNotification.class,
            SendAlert.class,
            StartBroadcast.class,
            ReadBroadcast.class,
            BroadcastLookup.class,
            ListNotifications.class,
            NotificationPage.class,
            NotificationPlaces.class,
            ReadNotifications.class,
            MarkRead.class,
            NotificationLookup.class,
            MarkAllRead.class,
            MarkedRead.class,
            ReadNotificationStats.class,
            NotificationStats.class,
            ReadAttempts.class,
            AttemptsLookup.class);

    private NotificationEndpoints() {}
}
