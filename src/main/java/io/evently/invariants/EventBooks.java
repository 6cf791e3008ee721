package io.evently.invariants;

import io.evently.invariants.EventBooksRepository.Books;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the events of a shard against their bookings, ledger and waitlists while the service runs: a few at a time, in the order of
 * their ids, and again from the first after the last. What it finds is counted and logged; it mends nothing. One look at a time;
 * the counts are for any thread.
 */
public final class EventBooks {
    private static final Logger log = LoggerFactory.getLogger(EventBooks.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    // Beyond so many it no longer matters how many there are.
    private static final int MOST_KEPT = 10_000;

    private final Shard shard;
    private final InvariantsConfig config;
    private final EventBooksRepository repository = new EventBooksRepository();
    private final Set<UUID> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicLong checked = new AtomicLong();
    private UUID last = BEFORE_ALL;

    public EventBooks(Shard shard, InvariantsConfig config) {
        this.shard = shard;
        this.config = config;
    }

    /** The number of the shard. */
    public int shard() {
        return shard.number();
    }

    /** Events looked at since the start, each time counted. */
    public long checked() {
        return checked.get();
    }

    /** Events whose books were wrong when this node last looked at them; 10,000 stands for any more. */
    public int wrong() {
        return wrong.size();
    }

    /** Looks at the next few events. */
    public Future<Void> look() {
        return repository.next(shard.pool(), last, config).onSuccess(this::note).mapEmpty();
    }

    private void note(List<Books> looked) {
        last = looked.isEmpty() ? BEFORE_ALL : looked.get(looked.size() - 1).event();
        for (Books books : looked) {
            if (books.read()) {
                checked.incrementAndGet();
            }
            if (!books.wrong()) {
                wrong.remove(books.event());
            } else if (wrong.size() < MOST_KEPT && wrong.add(books.event())) {
                log.error("The books of event {} are wrong: {}", books.event(), books.finding());
            }
        }
    }
}
