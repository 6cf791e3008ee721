package io.evently.notification;

import io.evently.bus.TypedBus;
import io.evently.schedule.Signal;
import io.evently.schedule.Turns;
import io.evently.storage.Ids;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import static io.evently.notification.NotificationEndpoints.ALERT;
import static io.evently.notification.NotificationEndpoints.ATTEMPTS;
import static io.evently.notification.NotificationEndpoints.BROADCAST;
import static io.evently.notification.NotificationEndpoints.LIST;
import static io.evently.notification.NotificationEndpoints.MARK_ALL_READ;
import static io.evently.notification.NotificationEndpoints.MARK_READ;
import static io.evently.notification.NotificationEndpoints.PLACES;
import static io.evently.notification.NotificationEndpoints.PROGRESS;
import static io.evently.notification.NotificationEndpoints.READ_ALL;
import static io.evently.notification.NotificationEndpoints.SEND;
import static io.evently.notification.NotificationEndpoints.STATS;

/** What is asked of the notifications of one shard: one instance for each shard and node. */
public final class NotificationVerticle extends VerticleBase {
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_WAITING_LISTS = 100;

    private final TypedBus bus;
    private final Shard shard;
    private final Signal deliveriesDue;
    private final Clock clock;
    private final Ids ids;
    private final NotificationRepository repository = new NotificationRepository();
    private final Turns<UUID> lists = new Turns<>(MOST_WAITING_LISTS);
    private final BroadcastProgressRepository broadcasts = new BroadcastProgressRepository();

    /**
     * The notifications of a shard.
     *
     * @param deliveriesDue rung when there is something new to deliver
     * @param random for ids
     */
    public NotificationVerticle(TypedBus bus, Shard shard, Signal deliveriesDue, Clock clock, RandomGenerator random) {
        this.bus = bus;
        this.shard = shard;
        this.deliveriesDue = deliveriesDue;
        this.clock = clock;
        this.ids = new Ids(clock, random);
    }

    @Override
    public Future<?> start() {
        int number = shard.number();
        return Future.all(List.of(
                bus.answer(SEND.at(number), this::send),
                bus.answer(ALERT.at(number), this::alert),
                bus.answer(BROADCAST.at(number), wish -> broadcasts.start(shard.pool(), id(), wish, now())),
                bus.answer(PROGRESS.at(number), query -> broadcasts.progress(shard.pool(), query.broadcastId())),
                bus.answer(LIST.at(number), this::list),
                bus.answer(PLACES.at(number), this::places),
                bus.answer(READ_ALL.at(number), this::read),
                bus.answer(MARK_READ.at(number), this::markRead),
                bus.answer(MARK_ALL_READ.at(number), this::markAllRead),
                bus.answer(STATS.at(number), query -> repository.stats(shard.pool())),
                bus.answer(ATTEMPTS.at(number), this::attempts)));
    }

    private Future<SentNotification> send(SendNotification wish) {
        return repository
                .send(shard.pool(), id(), wish, now())
                .onSuccess(stored -> deliveriesDue.ring())
                .map(notification -> new SentNotification(notification, wish.channels()));
    }

    private Future<SystemAlert> alert(SendAlert wish) {
        SystemAlert alert = new SystemAlert(id(), wish.title(), wish.message(), now());
        return repository
                .alert(shard.pool(), alert.id(), wish, alert.createdAt())
                .map(alert);
    }

    private Future<NotificationPage> list(ListNotifications query) {
        int most = query.offset() + query.limit();
        return listed(
                query,
                () -> repository
                        .newest(shard.pool(), query.userId(), query.unreadOnly(), most)
                        .compose(newest -> repository
                                .count(shard.pool(), query.userId())
                                .map(counted -> new NotificationPage(
                                        newest,
                                        query.unreadOnly() ? counted.unread() : counted.total(),
                                        counted.unread()))));
    }

    private Future<NotificationPlaces> places(ListNotifications query) {
        int most = query.offset() + query.limit();
        return listed(
                query,
                () -> repository
                        .places(shard.pool(), query.userId(), query.unreadOnly(), most)
                        .compose(places -> repository
                                .count(shard.pool(), query.userId())
                                .map(counted -> new NotificationPlaces(
                                        places,
                                        query.unreadOnly() ? counted.unread() : counted.total(),
                                        counted.unread()))));
    }

    private <T> Future<T> listed(ListNotifications query, Supplier<Future<T>> read) {
        return lists.inTurn(query.userId(), read)
                .orElseGet(() -> Future.failedFuture(new TimeoutException("Too many lists of one user wait")));
    }

    private Future<NotificationPage> read(ReadNotifications query) {
        return repository
                .byIds(shard.pool(), query.userId(), query.ids())
                .map(found -> new NotificationPage(found, found.size(), 0));
    }

    private Future<NotificationLookup> markRead(MarkRead wish) {
        return repository
                .markRead(shard.pool(), wish, now())
                .map(marked -> marked.<NotificationLookup>map(NotificationLookup.Found::new)
                        .orElseGet(NotificationLookup.NotFound::new));
    }

    private Future<MarkedRead> markAllRead(MarkAllRead wish) {
        return repository.markAllRead(shard.pool(), wish.userId(), now()).map(MarkedRead::new);
    }

    private Future<AttemptsLookup> attempts(ReadAttempts query) {
        return repository
                .attempts(shard.pool(), query, MOST_ATTEMPTS)
                .map(attempts -> attempts.<AttemptsLookup>map(AttemptsLookup.Found::new)
                        .orElseGet(AttemptsLookup.NotFound::new));
    }

    private UUID id() {
        return ids.next(shard.number());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
