package io.evently.delivery;

import io.evently.bus.TypedBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells who has no socket open on any node, so that nothing is written down for sockets that are not there. Each node is asked
 * each time, for many people at once: a list of who is connected where would have to be right at every moment. Safe for all
 * threads.
 */
public final class Presence {
    private static final Duration PATIENCE = Duration.ofMillis(250);
    /** A node that did not answer is not waited for again at once. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final TypedBus bus;
    private final Supplier<List<String>> nodes;
    private volatile long askAgainAt = System.nanoTime();

    /** @param nodes names of all nodes that live */
    public Presence(TypedBus bus, Supplier<List<String>> nodes) {
        this.bus = bus;
        this.nodes = nodes;
    }

    /**
     * Those of these people who have no socket open anywhere, as far as every node says so. Nobody, while a node does not
     * answer: whoever is not known to be absent is tried. Never fails; takes a quarter of a second at most.
     */
    public Future<Set<UUID>> absent(Collection<UUID> people) {
        List<String> asked = nodes.get();
        if (people.isEmpty() || asked.isEmpty() || System.nanoTime() - askAgainAt < 0) {
            return Future.succeededFuture(Set.of());
        }
        WhoIsConnected question = new WhoIsConnected(Set.copyOf(people));
        List<Future<Connected>> answers = new ArrayList<>();
        for (String node : asked) {
            answers.add(bus.askFar(DeliveryEndpoints.WHO_IS_CONNECTED.on(node), question, PATIENCE));
        }
        return Future.all(answers)
                .<Set<UUID>>map(all -> {
                    Set<UUID> absent = new HashSet<>(question.users());
                    answers.forEach(answer -> absent.removeAll(answer.result().users()));
                    return absent;
                })
                .otherwise(e -> {
                    askAgainAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis());
                    return Set.of();
                });
    }
}
