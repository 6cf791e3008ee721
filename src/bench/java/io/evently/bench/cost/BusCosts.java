package io.evently.bench.cost;

import io.evently.bench.result.Spread;
import io.evently.bus.Endpoint;
import io.evently.bus.Topic;
import io.evently.bus.TypedBus;
import io.evently.cluster.EventLocks.Grant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** What messages and locks cost, measured between two members of one process. */
final class BusCosts {
    private static final int AT_ONCE = 64;
    private static final int WARM_UPS = 2;
    private static final int DIVISOR_OF_LOCKS = 5;
    private static final Endpoint<Ping, Ping> QUESTION = new Endpoint<>("bench.question", Ping.class, Ping.class);
    private static final Topic<Ping> NEWS = new Topic<>("bench.news", Ping.class);

    private final int runs;
    private final int count;

    /** @param count messages of one run */
    BusCosts(int runs, int count) {
        this.runs = runs;
        this.count = count;
    }

    /** Blocks for some seconds. */
    List<Cost> measure() {
        try (Members members = Members.join()) {
            return List.of(question(members), announcement(members), lock(members));
        }
    }

    private Cost question(Members members) {
        TypedBus bus = new TypedBus(members.one().vertx(), Members.PATIENCE);
        Ping ping = ping();
        Members.await(bus.answer(QUESTION, Future::succeededFuture));
        Repeated asking = new Repeated(members.one().vertx(), AT_ONCE, () -> bus.ask(QUESTION, ping));
        return cost("event bus: question and answer inside a node", () -> asking.microsEach(count));
    }

    // The sender is let on when what it sent has arrived.
    private Cost announcement(Members members) {
        TypedBus sender = new TypedBus(members.one().vertx(), Members.PATIENCE);
        TypedBus listener = new TypedBus(members.other().vertx(), Members.PATIENCE);
        Ping ping = ping();
        Queue<Promise<Void>> underWay = new ConcurrentLinkedQueue<>();
        Members.await(listener.listen(NEWS, news -> underWay.remove().complete()));
        Repeated announcing = new Repeated(members.one().vertx(), AT_ONCE, () -> {
            ContextInternal sending = ContextInternal.current();
            Promise<Void> arrival = sending.promise();
            underWay.add(arrival);
            sender.announce(NEWS, ping);
            return arrival.future();
        });
        return cost("event bus: announcement to another node", () -> announcing.microsEach(count));
    }

    private Cost lock(Members members) {
        UUID[] events = new UUID[AT_ONCE];
        for (int i = 0; i < events.length; i++) {
            events[i] = UUID.randomUUID();
        }
        int[] next = new int[1];
        Repeated locking = new Repeated(
                members.one().vertx(),
                AT_ONCE / 2,
                () -> members.one()
                        .locks()
                        .acquire(events[next[0]++ % events.length], Duration.ofSeconds(10))
                        .compose(Grant::release));
        return cost(
                "event lock: taken and given back, two members", () -> locking.microsEach(count / DIVISOR_OF_LOCKS));
    }

    private Cost cost(String what, DoubleSupplier run) {
        double warm = DoubleStream.generate(run).limit(WARM_UPS).sum();
        assert warm > 0;
        return new Cost(
                what, "µs", Spread.of(DoubleStream.generate(run).limit(runs).toArray()));
    }

    private static Ping ping() {
        return new Ping(UUID.randomUUID(), UUID.randomUUID(), 2, "EVT20270101A23456789ABC");
    }
}
