package io.evently.storage;

import io.evently.bus.BusMessage;
import io.evently.bus.Endpoint;
import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The client side of questions that each shard answers at an endpoint of its own: asks the shard that an id names, or all. An id
 * that names no shard is unknown, which is an answer and no failure. Safe for all threads.
 */
public final class ShardedBus {
    private final TypedBus bus;
    private final int shardCount;

    public ShardedBus(TypedBus bus, int shardCount) {
        this.bus = bus;
        this.shardCount = shardCount;
    }

    public int shardCount() {
        return shardCount;
    }

    /** The shard that an id names; empty when it names none. */
    public OptionalInt shardOf(UUID id) {
        return Ids.shardOf(id, shardCount);
    }

    /** Asks whoever answers for all shards. */
    public <Q extends BusMessage, A extends BusMessage> Future<A> ask(Endpoint<Q, A> endpoint, Q question) {
        return bus.ask(endpoint, question);
    }

    /**
     * Asks the shard that the id names.
     *
     * @param unknown the answer when the id names none
     */
    public <Q extends BusMessage, A extends BusMessage> Future<A> ask(
            Endpoint<Q, A> endpoint, UUID id, Q question, A unknown) {
        return ask(endpoint, id, question, unknown, bus.timeout());
    }

    /** As {@link #ask(Endpoint, UUID, BusMessage, BusMessage)}, but waits for the answer as long as is said. */
    public <Q extends BusMessage, A extends BusMessage> Future<A> ask(
            Endpoint<Q, A> endpoint, UUID id, Q question, A unknown, Duration patience) {
        OptionalInt shard = Ids.shardOf(id, shardCount);
        return shard.isPresent()
                ? bus.ask(endpoint.at(shard.getAsInt()), question, patience)
                : Future.succeededFuture(unknown);
    }

    /** Asks one shard by its number. */
    public <Q extends BusMessage, A extends BusMessage> Future<A> askShard(
            Endpoint<Q, A> endpoint, int shard, Q question) {
        return bus.ask(endpoint.at(shard), question);
    }

    /** Asks every shard at once; fails when one of them does. The answers stand in shard order. */
    public <Q extends BusMessage, A extends BusMessage> Future<List<A>> askAll(Endpoint<Q, A> endpoint, Q question) {
        List<Future<A>> answers = new ArrayList<>(shardCount);
        for (int shard = 0; shard < shardCount; shard++) {
            answers.add(askShard(endpoint, shard, question));
        }
        return Future.all(answers).map(all -> all.<A>list());
    }
}
