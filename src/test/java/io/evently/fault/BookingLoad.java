package io.evently.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.NodeClient;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that book seats of one event as fast as they are answered, half of them at each of two nodes. */
final class BookingLoad implements AutoCloseable {
    private static final int CLIENTS = 24;
    private static final long PATIENCE_S = 150;

    private final UUID event;
    private final NodeClient.Member member;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final Map<UUID, Booked> booked = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Queue<Throwable> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger neverConnected = new AtomicInteger();
    private volatile boolean running = true;

    /** A 201, when it was asked for and when it came, on this JVM's nanosecond clock. */
    record Booked(int port, int quantity, long sentNanos, long cameNanos) {}

    BookingLoad(UUID event, NodeClient.Member member, NodeClient... nodes) {
        this.event = event;
        this.member = member;
        for (int i = 0; i < CLIENTS; i++) {
            NodeClient node = nodes[i % nodes.length];
            int quantity = 1 + i % 4;
            threads.execute(() -> client(node, quantity));
        }
    }

    Map<UUID, Booked> booked() {
        return booked;
    }

    List<Booked> bookedAt(NodeClient node) {
        return booked.values().stream().filter(it -> it.port() == node.port()).toList();
    }

    /** How often each status other than 201 came. */
    Map<Integer, AtomicInteger> refusals() {
        return statuses;
    }

    /** Requests that were sent and got no answer. */
    List<Throwable> unanswered() {
        return new ArrayList<>(unanswered);
    }

    /** Lets the requests under way end. */
    void stop() throws InterruptedException {
        running = false;
        threads.shutdown();
        assertThat(threads.awaitTermination(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        running = false;
        threads.shutdownNow();
    }

    private void client(NodeClient node, int quantity) {
        while (running) {
            long sent = System.nanoTime();
            try {
                var answer = node.send(
                        "POST",
                        "/api/v1/bookings",
                        NodeClient.object()
                                .put("user_id", member.id().toString())
                                .put("event_id", event.toString())
                                .put("quantity", quantity)
                                .toString(),
                        "Authorization",
                        "Bearer " + member.token());
                if (answer.status() == 201) {
                    JsonNode data = answer.json().path("data");
                    booked.put(
                            UUID.fromString(data.path("booking_id").asText()),
                            new Booked(node.port(), quantity, sent, System.nanoTime()));
                } else {
                    statuses.computeIfAbsent(answer.status(), status -> new AtomicInteger())
                            .incrementAndGet();
                }
            } catch (CompletionException e) {
                if (e.getCause() instanceof ConnectException) {
                    // The node is gone, and so is this client.
                    neverConnected.incrementAndGet();
                    return;
                }
                unanswered.add(e.getCause());
            }
        }
    }
}
