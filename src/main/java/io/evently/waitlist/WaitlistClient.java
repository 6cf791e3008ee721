package io.evently.waitlist;

import io.evently.storage.ShardedBus;
import io.vertx.core.Future;

/** Takes requests to the shard that the event's id names; an id that names none is not found. */
public final class WaitlistClient {
    private final ShardedBus bus;

    public WaitlistClient(ShardedBus bus) {
        this.bus = bus;
    }

    public Future<JoinOutcome> join(JoinWaitlist wish) {
        return bus.ask(WaitlistEndpoints.JOIN, wish.eventId(), wish, new JoinOutcome.NotFound());
    }

    public Future<LeaveOutcome> leave(LeaveWaitlist wish) {
        return bus.ask(WaitlistEndpoints.LEAVE, wish.eventId(), wish, new LeaveOutcome.NotFound());
    }

    public Future<EntryLookup> find(FindEntry query) {
        return bus.ask(WaitlistEndpoints.FIND, query.eventId(), query, new EntryLookup.NotFound());
    }

    public Future<EntriesLookup> list(ListEntries query) {
        return bus.ask(WaitlistEndpoints.LIST, query.eventId(), query, new EntriesLookup.NotFound());
    }

    public Future<StatsLookup> stats(ReadStats query) {
        return bus.ask(WaitlistEndpoints.STATS, query.eventId(), query, new StatsLookup.NotFound());
    }

    public Future<ProcessOutcome> process(ProcessWaitlist wish) {
        return bus.ask(WaitlistEndpoints.PROCESS, wish.eventId(), wish, new ProcessOutcome.NotFound());
    }
}
