package io.evently.catalog;

import io.evently.storage.Shards;
import io.vertx.core.Future;

/** Counts the seats of all events on sale, over all shards. */
public final class SeatCensus {
    private final Shards shards;
    private final EventRepository events = new EventRepository();

    public SeatCensus(Shards shards) {
        this.shards = shards;
    }

    /** Reads all events on sale: not for each request. */
    public Future<SeatsOnSale> count() {
        return shards.ask(shard -> events.onSale(shard.pool()))
                .map(parts -> parts.stream().reduce(new SeatsOnSale(0, 0, 0), SeatsOnSale::plus));
    }
}
