package io.evently.pricing.service;

import io.evently.booking.BookingFact;
import io.evently.catalog.EventFact;
import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.evently.pricing.service.SalesRepository.Count;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is sold at which price, and what is refused for want of seats, in the listener's transaction. An order counts when it is made, whatever
 * becomes of it; one that takes an offer of the waitlist does not, for nobody knows when it would have come. What is over is learnt
 * from and forgotten.
 */
public final class PricingListener implements FactListener {
    private static final Logger log = LoggerFactory.getLogger(PricingListener.class);
    private static final FactFamily<Fact> FACTS = FactFamily.union(BookingFact.FAMILY, EventFact.FAMILY);

    private final SalesRepository repository = new SalesRepository();
    private int leftOut;

    @Override
    public String name() {
        return "pricing";
    }

    @Override
    public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
        leftOut = 0;
        Tally tally = new Tally();
        for (StoredFact stored : facts) {
            // What was counted before is not counted again.
            if (!stored.repeated()) {
                try {
                    FACTS.read(stored).ifPresent(fact -> tally.add(fact, stored.at()));
                } catch (RuntimeException e) {
                    leftOut++;
                    log.error("Fact {} ({}) cannot be counted", stored.number(), stored.topic(), e);
                }
            }
        }
        return tally.counts.isEmpty() && tally.over.isEmpty()
                ? Future.succeededFuture()
                : repository
                        .count(transaction, List.copyOf(tally.counts()))
                        .compose(counted -> new Learning(repository, transaction).of(tally.over));
    }

    @Override
    public int leftOut() {
        return leftOut;
    }

    private record Key(UUID eventId, Instant hour, @Nullable BigDecimal price) {}

    /** What a batch of facts says. */
    private static final class Tally {
        private final Map<Key, Count> counts = new LinkedHashMap<>();
        private final List<Over> over = new ArrayList<>();

        private void add(Fact fact, Instant at) {
            if (fact instanceof BookingFact.Held held && held.was() == null) {
                ordered(held);
            } else if (fact instanceof BookingFact.Confirmed confirmed && confirmed.was() == null) {
                ordered(confirmed);
            } else if (fact instanceof BookingFact.Refused refused) {
                add(new Key(refused.eventId(), hour(at), null), 0, 0, refused.requests());
            } else if (fact instanceof EventFact.Completed completed) {
                over.add(new Over(completed.eventId(), true));
            } else if (fact instanceof EventFact.CalledOff calledOff) {
                over.add(new Over(calledOff.eventId(), false));
            }
        }

        private void ordered(BookingFact.OfBooking booking) {
            add(new Key(booking.eventId(), hour(booking.bookedAt()), booking.unitPrice()), 1, booking.quantity(), 0);
        }

        private void add(Key key, int orders, int seats, int refused) {
            counts.merge(
                    key,
                    new Count(key.eventId, key.hour, key.price, orders, seats, refused),
                    (some, more) -> new Count(
                            key.eventId,
                            key.hour,
                            key.price,
                            some.orders() + more.orders(),
                            some.seats() + more.seats(),
                            some.refused() + more.refused()));
        }

        private List<Count> counts() {
            return List.copyOf(counts.values());
        }

        private static Instant hour(Instant at) {
            return at.truncatedTo(ChronoUnit.HOURS);
        }
    }
}
