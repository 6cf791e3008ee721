package io.evently.booking.service;

/**
 * One thing to be measured straight against PostgreSQL.
 *
 * @param way how it books
 * @param spread over which events
 * @param batch wishes in one statement; 1 in the plain way
 * @param inFlight statements, or transactions, under way at once on each shard that is used
 */
public record FloorCase(Way way, Spread spread, int batch, int inFlight) {

    /** How it books. */
    public enum Way {
        /** The statement of the lanes. */
        FLUSH,
        /** A transaction for each booking. */
        PLAIN
    }

    /** Over which events. */
    public enum Spread {
        /** One event. */
        HOT(1, 1),
        /** A hundred events, as many on each of the shards. */
        SPREAD(100, Integer.MAX_VALUE);

        private final int events;
        private final int mostShards;

        Spread(int events, int mostShards) {
            this.events = events;
            this.mostShards = mostShards;
        }

        int shards(int existing) {
            return Math.min(existing, mostShards);
        }

        int eventsOfEach(int existing) {
            return Math.max(1, events / shards(existing));
        }
    }
}
