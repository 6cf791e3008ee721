package io.evently.notification;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.TypedBus;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
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

    private static final Comparator<DeadLetter> LATEST_FIRST = Comparator.comparing(DeadLetter::diedAt)
            .reversed()
            .thenComparing(letter -> letter.notificationId().toString())
            .thenComparing(letter -> letter.channel().code());

    private final TypedBus bus;
    private final int shardCount;

    public NotificationClient(TypedBus bus, int shardCount) {
        this.bus = bus;
        this.shardCount = shardCount;
    }

    /** Stores a notification on a shard that follows from the user's id, so that many users spread over all. */
    public Future<SentNotification> send(SendNotification wish) {
        int home = (int) Math.floorMod(wish.userId().getLeastSignificantBits(), (long) shardCount);
        return bus.ask(NotificationEndpoints.SEND.at(home), wish);
    }

    public Future<SystemAlert> alert(SendAlert wish) {
        return bus.ask(NotificationEndpoints.ALERT.at(ALERTS), wish);
    }

    public Future<BroadcastLookup> broadcast(StartBroadcast wish) {
        return ask(NotificationEndpoints.BROADCAST, wish.eventId(), wish, new BroadcastLookup.NotFound());
    }

    public Future<BroadcastLookup> progress(ReadBroadcast query) {
        return ask(NotificationEndpoints.PROGRESS, query.broadcastId(), query, new BroadcastLookup.NotFound());
    }

    /** Each shard reads as many rows as offset and limit together. */
    public Future<NotificationPage> list(ListNotifications query) {
        ListNotifications upToThere =
                new ListNotifications(query.userId(), query.unreadOnly(), query.offset() + query.limit(), 0);
        return askAll(NotificationEndpoints.LIST, upToThere)
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
        return ask(NotificationEndpoints.MARK_READ, wish.notificationId(), wish, new NotificationLookup.NotFound());
    }

    public Future<MarkedRead> markAllRead(MarkAllRead wish) {
        return askAll(NotificationEndpoints.MARK_ALL_READ, wish)
                .map(parts -> new MarkedRead(
                        parts.stream().mapToInt(MarkedRead::marked).sum()));
    }

    public Future<NotificationStats> stats() {
        return askAll(NotificationEndpoints.STATS, new ReadNotificationStats()).map(NotificationStats::of);
    }

    public Future<AttemptsLookup> attempts(ReadAttempts query) {
        return ask(NotificationEndpoints.ATTEMPTS, query.notificationId(), query, new AttemptsLookup.NotFound());
    }

    /** Each shard reads as many rows as offset and limit together. */
    public Future<DeadLetterPage> deadLetters(ListDeadLetters query) {
        ListDeadLetters upToThere = new ListDeadLetters(query.channel(), query.offset() + query.limit(), 0);
        return askAll(NotificationEndpoints.DEAD_LETTERS, upToThere)
                .map(pages -> new DeadLetterPage(
                        pages.stream()
                                .flatMap(page -> page.letters().stream())
                                .sorted(LATEST_FIRST)
                                .skip(query.offset())
                                .limit(query.limit())
                                .toList(),
                        pages.stream().mapToLong(DeadLetterPage::total).sum()));
    }

    /** Replays on the shard of the notification, or some on each. */
    public Future<ReplayedDeadLetters> replay(ReplayDeadLetters wish) {
        UUID one = wish.notificationId();
        if (one != null) {
            return ask(NotificationEndpoints.REPLAY, one, wish, new ReplayedDeadLetters(0, 0));
        }
        return askAll(NotificationEndpoints.REPLAY, wish)
                .map(parts -> new ReplayedDeadLetters(
                        parts.stream().mapToInt(ReplayedDeadLetters::replayed).sum(),
                        parts.stream().mapToLong(ReplayedDeadLetters::remaining).sum()));
    }

    private <Q extends BusMessage, A extends BusMessage> Future<A> ask(
            Endpoint<Q, A> endpoint, UUID id, Q question, A unknown) {
        OptionalInt shard = Ids.shardOf(id, shardCount);
        return shard.isPresent() ? bus.ask(endpoint.at(shard.getAsInt()), question) : Future.succeededFuture(unknown);
    }

    private <Q extends BusMessage, A extends BusMessage> Future<List<A>> askAll(Endpoint<Q, A> endpoint, Q question) {
        List<Future<A>> answers = new ArrayList<>(shardCount);
        for (int shard = 0; shard < shardCount; shard++) {
            answers.add(bus.ask(endpoint.at(shard), question));
        }
        return Future.all(answers).map(all -> all.<A>list());
    }
}
