package io.evently.catalog;

import io.evently.bus.TypedBus;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.outbox.OutboxRow;
import io.evently.outbox.Outlet;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every node how many seats there are and what became of events. Seat counts are numbered in the database, so that
 * any node can go on numbering, and told at most four times a second for each event, the newest last. For the event loop of
 * the shard's relay.
 */
public final class SeatFeed implements Outlet {
    private static final Logger log = LoggerFactory.getLogger(SeatFeed.class);
    private static final Duration APART = Duration.ofMillis(250);
    private static final long PAUSE_MS = 50;
    private static final long IDLE_MS = 1_000;
    private static final int BATCH = 500;
    private static final String EVENT = "event.";

    private final Vertx vertx;
    private final TypedBus bus;
    private final Shard shard;
    private final Clock clock;
    private final SeatFeedRepository repository = new SeatFeedRepository();
    private long timer = -1;
    private boolean telling;

    public SeatFeed(Vertx vertx, TypedBus bus, Shard shard, Clock clock) {
        this.vertx = vertx;
        this.bus = bus;
        this.shard = shard;
        this.clock = clock;
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<OutboxRow> rows) {
        Set<UUID> events = new LinkedHashSet<>();
        for (OutboxRow row : rows) {
            if (row.topic().startsWith(EVENT)) {
                news(row, row.topic().substring(EVENT.length()));
            } else if (row.topic().equals("waitlist.position")) {
                news(row, "waitlist_position");
            }
            if (!row.topic().startsWith("system.")) {
                events.add(row.eventId());
            }
        }
        return events.isEmpty() ? Future.succeededFuture() : repository.mark(transaction, events);
    }

    // Before the commit: told twice is better than not at all.
    private void news(OutboxRow row, String change) {
        bus.announce(
                CatalogEndpoints.EVENT_NEWS,
                new EventNews(row.eventId(), change, row.body().encode(), row.at()));
    }

    /** Looks now, and goes on looking from time to time, for counts that a node left behind when it died. */
    public void look() {
        if (!telling) {
            vertx.cancelTimer(timer);
            telling = true;
            tell();
        }
    }

    private void tell() {
        shard.pool()
                .withTransaction(transaction -> repository
                        .tell(transaction, clock.instant(), APART, BATCH)
                        .onSuccess(this::announce))
                .compose(told -> repository.waiting(shard.pool()))
                .onComplete(waiting -> {
                    if (waiting.failed()) {
                        log.debug("Seat counts of shard {} are late", shard.number(), waiting.cause());
                    }
                    telling = false;
                    timer = vertx.setTimer(
                            waiting.succeeded() && waiting.result() ? PAUSE_MS : IDLE_MS, fired -> look());
                });
    }

    private void announce(List<SeatCount> counts) {
        if (!counts.isEmpty()) {
            bus.announce(CatalogEndpoints.SEATS_CHANGED, new SeatCounts(counts));
        }
    }

    /** No more looks. */
    public void close() {
        telling = true;
        vertx.cancelTimer(timer);
    }
}
