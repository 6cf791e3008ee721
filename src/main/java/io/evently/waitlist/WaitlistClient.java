package io.evently.waitlist;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.TypedBus;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import java.util.OptionalInt;
import java.util.UUID;

/** Takes requests to the shard that the event's id names; an id that names none is not found. */
public final class WaitlistClient {
    private final TypedBus bus;
    private final int shardCount;

    public WaitlistClient(TypedBus bus, int shardCount) {
        this.bus = bus;
        this.shardCount = shardCount;
    }

    public Future<JoinOutcome> join(JoinWaitlist wish) {
        return ask(WaitlistEndpoints.JOIN, wish.eventId(), wish, new JoinOutcome.NotFound());
    }

    public Future<LeaveOutcome> leave(LeaveWaitlist wish) {
        return ask(WaitlistEndpoints.LEAVE, wish.eventId(), wish, new LeaveOutcome.NotFound());
    }

    public Future<EntryLookup> find(FindEntry query) {
        return ask(WaitlistEndpoints.FIND, query.eventId(), query, new EntryLookup.NotFound());
    }

    public Future<EntriesLookup> list(ListEntries query) {
        return ask(WaitlistEndpoints.LIST, query.eventId(), query, new EntriesLookup.NotFound());
    }

    public Future<StatsLookup> stats(ReadStats query) {
        return ask(WaitlistEndpoints.STATS, query.eventId(), query, new StatsLookup.NotFound());
    }

    public Future<ProcessOutcome> process(ProcessWaitlist wish) {
        return ask(WaitlistEndpoints.PROCESS, wish.eventId(), wish, new ProcessOutcome.NotFound());
    }

    private <Q extends BusMessage, A extends BusMessage> Future<A> ask(
            Endpoint<Q, A> endpoint, UUID eventId, Q question, A unknown) {
        OptionalInt shard = Ids.shardOf(eventId, shardCount);
        return shard.isPresent() ? bus.ask(endpoint.at(shard.getAsInt()), question) : Future.succeededFuture(unknown);
    }
}
