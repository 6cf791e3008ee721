package io.evently.notification;

import io.evently.notification.NotificationPlaces.Place;
import io.evently.storage.ShardedBus;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Takes requests to the shard that an id names, or to all of them where none knows everything; an id that names no shard
 * is not found.
 */
public final class NotificationClient {
    private static final int ALERTS = 0;

    private static final Comparator<NotificationView> NEWEST_FIRST = Comparator.comparing(NotificationView::createdAt)
            .thenComparing(notification -> notification.id().toString())
            .reversed();

    private static final int WHOLE_ROWS_DEPTH = 200;

    private static final Comparator<Place> NEWEST_PLACE_FIRST = Comparator.comparing(Place::createdAt)
            .thenComparing(place -> place.id().toString())
            .reversed();

    private final ShardedBus bus;

    public NotificationClient(ShardedBus bus) {
        this.bus = bus;
    }

    /** Stores a notification on a shard that follows from the user's id, so that many users spread over all. */
    public Future<SentNotification> send(SendNotification wish) {
        int home = (int) Math.floorMod(wish.userId().getLeastSignificantBits(), (long) bus.shardCount());
        return bus.askShard(NotificationEndpoints.SEND, home, wish);
    }

    public Future<SystemAlert> alert(SendAlert wish) {
        return bus.askShard(NotificationEndpoints.ALERT, ALERTS, wish);
    }

    public Future<BroadcastLookup> broadcast(StartBroadcast wish) {
        return bus.ask(NotificationEndpoints.BROADCAST, wish.eventId(), wish, new BroadcastLookup.NotFound());
    }

    public Future<BroadcastLookup> progress(ReadBroadcast query) {
        return bus.ask(NotificationEndpoints.PROGRESS, query.broadcastId(), query, new BroadcastLookup.NotFound());
    }

    /**
     * Near the top each shard reads as many rows as offset and limit together; further down only their places, and then the
     * rows of the page, so that a deep page costs ids.
     */
    public Future<NotificationPage> list(ListNotifications query) {
        ListNotifications upToThere =
                new ListNotifications(query.userId(), query.unreadOnly(), query.offset() + query.limit(), 0);
        return upToThere.limit() <= WHOLE_ROWS_DEPTH ? whole(query, upToThere) : byPlaces(query, upToThere);
    }

    private Future<NotificationPage> byPlaces(ListNotifications query, ListNotifications upToThere) {
        return bus.askAll(NotificationEndpoints.PLACES, upToThere).compose(parts -> {
            List<UUID> page = parts.stream()
                    .flatMap(part -> part.places().stream())
                    .sorted(NEWEST_PLACE_FIRST)
                    .skip(query.offset())
                    .limit(query.limit())
                    .map(Place::id)
                    .toList();
            long total = parts.stream().mapToLong(NotificationPlaces::total).sum();
            long unread = parts.stream().mapToLong(NotificationPlaces::unread).sum();
            return page.isEmpty()
                    ? Future.succeededFuture(new NotificationPage(List.of(), total, unread))
                    : bus.askAll(NotificationEndpoints.READ_ALL, new ReadNotifications(query.userId(), page))
                            .map(rows -> new NotificationPage(
                                    rows.stream()
                                            .flatMap(part -> part.notifications().stream())
                                            .sorted(NEWEST_FIRST)
                                            .toList(),
                                    total,
                                    unread));
        });
    }

    private Future<NotificationPage> whole(ListNotifications query, ListNotifications upToThere) {
        return bus.askAll(NotificationEndpoints.LIST, upToThere)
                .map(pages -> new NotificationPage(
                        pages.stream()
                                .flatMap(page -> page.notifications().stream())
                                .sorted(NEWEST_FIRST)
                                .skip(query.offset())
                                .limit(query.limit())
                                .toList(),
                        pages.stream().mapToLong(NotificationPage::total).sum(),
                        pages.stream().mapToLong(NotificationPage::unread).sum()));
    }

    public Future<NotificationLookup> markRead(MarkRead wish) {
        return bus.ask(NotificationEndpoints.MARK_READ, wish.notificationId(), wish, new NotificationLookup.NotFound());
    }

    public Future<MarkedRead> markAllRead(MarkAllRead wish) {
        return bus.askAll(NotificationEndpoints.MARK_ALL_READ, wish)
                .map(parts -> new MarkedRead(
                        parts.stream().mapToInt(MarkedRead::marked).sum()));
    }

    public Future<NotificationStats> stats() {
        return bus.askAll(NotificationEndpoints.STATS, new ReadNotificationStats())
                .map(NotificationStats::of);
    }

    public Future<AttemptsLookup> attempts(ReadAttempts query) {
        return bus.ask(NotificationEndpoints.ATTEMPTS, query.notificationId(), query, new AttemptsLookup.NotFound());
    }
}
