package io.evently.analytics.service;

import io.evently.analytics.service.PurchaseRepository.Purchase;
import io.evently.storage.Shard;
import io.evently.storage.Shards;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every customer bought and kept, customer by customer, over all shards. Reads all of it, some thousand rows at a time, so it
 * needs little memory and much time: for work that is done now and then.
 */
public final class PurchaseHistories {
    private static final int PORTION = 2_000;
    // As PostgreSQL orders ids: byte by byte, without sign.
    private static final Comparator<UUID> BY_BYTES = ((Comparator<UUID>)
                    (a, b) -> Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()))
            .thenComparing((a, b) -> Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits()));

    private final Shards shards;
    private final PurchaseRepository repository = new PurchaseRepository();

    public PurchaseHistories(Shards shards) {
        this.shards = shards;
    }

    /** A day on which somebody bought, UTC; amounts are of one currency. */
    public record Day(LocalDate day, String currency, long bookings, long seats, BigDecimal amount) {}

    /**
     * Everything that one customer bought and kept.
     *
     * @param days at least one; a day may be there once for each shard and currency, and they are in no order
     */
    public record History(UUID userId, List<Day> days) {
        public History {
            days = List.copyOf(days);
        }
    }

    /** Hands out every history once, in the order of the users' ids, on the event loop of the caller. */
    public Future<Void> read(Consumer<History> taker) {
        return new Merge(taker).go();
    }

    private final class Source {
        private final Shard shard;
        private final Deque<Purchase> waiting = new ArrayDeque<>();
        private @Nullable Purchase last;
        private boolean over;

        Source(Shard shard) {
            this.shard = shard;
        }

        boolean needsMore() {
            return waiting.isEmpty() && !over;
        }

        Future<Void> more() {
            return repository.next(shard.pool(), last, PORTION).map(rows -> {
                waiting.addAll(rows);
                over = rows.size() < PORTION;
                if (!rows.isEmpty()) {
                    last = rows.get(rows.size() - 1);
                }
                return null;
            });
        }
    }

    private final class Merge {
        private final Consumer<History> taker;
        private final List<Source> sources;
        private final List<Day> days = new ArrayList<>();
        private @Nullable UUID user;

        Merge(Consumer<History> taker) {
            this.taker = taker;
            this.sources = shards.all().stream().map(Source::new).toList();
        }

        Future<Void> go() {
            List<Future<Void>> fetches =
                    sources.stream().filter(Source::needsMore).map(Source::more).toList();
            return Future.all(fetches).compose(fetched -> {
                drain();
                return sources.stream().anyMatch(Source::needsMore) ? go() : Future.succeededFuture();
            });
        }

        // Until one of them has nothing left here, so that nobody's purchases are torn apart.
        private void drain() {
            while (sources.stream().noneMatch(Source::needsMore)) {
                Optional<Source> next = sources.stream()
                        .filter(source -> !source.waiting.isEmpty())
                        .min(Comparator.comparing(
                                source -> source.waiting.element().userId(), BY_BYTES));
                if (next.isEmpty()) {
                    handOut();
                    return;
                }
                add(next.get().waiting.remove());
            }
        }

        private void add(Purchase purchase) {
            if (!purchase.userId().equals(user)) {
                handOut();
                user = purchase.userId();
            }
            days.add(new Day(
                    purchase.day(), purchase.currency(), purchase.bookings(), purchase.seats(), purchase.amount()));
        }

        private void handOut() {
            UUID whose = user;
            if (whose != null && !days.isEmpty()) {
                taker.accept(new History(whose, days));
            }
            days.clear();
            user = null;
        }
    }
}
