package io.evently.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Which members of the cluster are nodes of this installation, as they showed by a sealed greeting. Who only joined the cluster is
 * none, and is asked nothing. For all threads.
 */
public final class Neighbours {
    /** The message families by which nodes greet each other. */
    public static final List<Class<? extends BusMessage>> FAMILIES = List.of(Greeting.class);

    private static final Topic<Greeting> GREETINGS = new Topic<>("bus.greetings", Greeting.class);
    private static final long AGAIN_MS = 5_000;
    private static final long PAUSE_MS = 100;
    private static final int FIRST_GREETINGS = 30;

    private final String self;
    private final Supplier<List<String>> members;
    private final Set<String> greeted = ConcurrentHashMap.newKeySet();

    /**
     * A node that knows nobody yet.
     *
     * @param self the name of this node
     * @param members the names of all members that live, this node's among them
     */
    public Neighbours(String self, Supplier<List<String>> members) {
        this.self = self;
        this.members = members;
        greeted.add(self);
    }

    /**
     * Greets, and listens to greetings, until the context that calls this ends. The bus must be sealed by now.
     *
     * @return completes when all members have greeted, or after some seconds: who has not by then may be none of us
     */
    public Future<Void> start(Vertx vertx, TypedBus bus) {
        vertx.setPeriodic(AGAIN_MS, timer -> {
            greeted.retainAll(members.get());
            bus.announce(GREETINGS, new Greeting(self, false));
        });
        return bus.listen(GREETINGS, greeting -> heard(bus, greeting))
                .compose(listening -> meet(vertx, bus, FIRST_GREETINGS));
    }

    private void heard(TypedBus bus, Greeting greeting) {
        if (greeting.node().equals(self)) {
            return;
        }
        if (members.get().contains(greeting.node())) {
            greeted.add(greeting.node());
        }
        if (greeting.asking()) {
            bus.announce(GREETINGS, new Greeting(self, false));
        }
    }

    // The others may learn a moment later than they hear the first greeting where this node listens.
    private Future<Void> meet(Vertx vertx, TypedBus bus, int left) {
        if (left == 0 || greeted.containsAll(members.get())) {
            bus.announce(GREETINGS, new Greeting(self, false));
            return Future.succeededFuture();
        }
        bus.announce(GREETINGS, new Greeting(self, true));
        return vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS).compose(fired -> meet(vertx, bus, left - 1));
    }

    /** The names of the nodes that live, this one's among them. */
    public List<String> names() {
        return members.get().stream().filter(greeted::contains).toList();
    }
}
