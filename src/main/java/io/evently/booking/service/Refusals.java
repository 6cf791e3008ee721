package io.evently.booking.service;

import io.evently.booking.service.RefusalRepository.Tally;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Requests for which there were too few seats. They are counted in memory and written down as one fact for each event from
 * time to time: on an on-sale day there are far more of them than bookings, and each must stay free of a commit. What a node
 * has counted since the last time dies with it. For one event loop only.
 */
final class Refusals {
    private static final int MOST_EVENTS = 10_000;

    private final Shard shard;
    private final Clock clock;
    private final RefusalRepository repository;
    private Map<UUID, Tally> tallies = new HashMap<>();

    Refusals(Shard shard, Clock clock, RefusalRepository repository) {
        this.shard = shard;
        this.clock = clock;
        this.repository = repository;
    }

    /**
     * Counts a request; forgets it when too many events are sold out at the same time.
     *
     * @return whether it is the first since all were written down
     */
    boolean count(UUID eventId, int seats) {
        boolean first = tallies.isEmpty();
        add(eventId, new Tally(1, seats));
        return first;
    }

    /** Writes down what was counted; what cannot be written is counted on. */
    Future<Void> write() {
        if (tallies.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<UUID, Tally> counted = tallies;
        tallies = new HashMap<>();
        return shard.telling(repository.write(shard.pool(), counted, clock.instant()))
                .onFailure(e -> counted.forEach(this::add));
    }

    private void add(UUID eventId, Tally more) {
        if (tallies.size() < MOST_EVENTS || tallies.containsKey(eventId)) {
            tallies.merge(eventId, more, Tally::plus);
        }
    }
}
