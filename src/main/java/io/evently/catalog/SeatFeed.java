package io.evently.catalog;

import io.evently.bus.TypedBus;
import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.evently.schedule.Signal;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes whose seats moved, for {@link SeatCountVerticle} to count and announce, and tells every node what became of events.
 */
public final class SeatFeed implements FactListener {
    private static final Logger log = LoggerFactory.getLogger(SeatFeed.class);
    /** A fact that moves nobody's seats and changes no card. */
    private static final String REFUSED = "booking.refused";

    private final TypedBus bus;
    private final Signal seatsMoved;
    private final SeatFeedRepository repository = new SeatFeedRepository();
    private int leftOut;

    /** @param seatsMoved rung when there is something to count */
    public SeatFeed(TypedBus bus, Signal seatsMoved) {
        this.bus = bus;
        this.seatsMoved = seatsMoved;
    }

    @Override
    public String name() {
        return "seats";
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        leftOut = 0;
        Set<UUID> events = new LinkedHashSet<>();
        for (StoredFact fact : facts) {
            try {
                if (!fact.topic().equals(REFUSED)) {
                    fact.eventId().ifPresent(events::add);
                }
                // Before the commit: told twice is better than not at all.
                if (!fact.repeated()) {
                    EventNews.of(fact).ifPresent(news -> bus.announce(CatalogEndpoints.EVENT_NEWS, news));
                }
            } catch (RuntimeException e) {
                leftOut++;
                log.error("Fact {} ({}) cannot be told as news", fact.number(), fact.topic(), e);
            }
        }
        return events.isEmpty() ? Future.succeededFuture() : repository.mark(transaction, events);
    }

    @Override
    public int leftOut() {
        return leftOut;
    }

    @Override
    public void committed() {
        seatsMoved.ring();
    }
}
