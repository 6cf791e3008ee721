package io.evently.fault;

import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.invariants.InvariantChecker;
import io.evently.invariants.Violation;
import io.evently.storage.Databases;
import io.evently.storage.StorageConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("One of two nodes goes while both sell")
class NodeKillIT {
    private static final Logger log = LoggerFactory.getLogger(NodeKillIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EACH = 100;

    @TempDir
    private Path directory;

    private Map<String, String> environment;
    private NodeProcess going;
    private NodeProcess staying;
    private UUID event;
    private BookingLoad load;

    @BeforeEach
    void start() {
        environment = RunningNode.freshEnvironment();
        environment.put("EVENTLY_BOOKING_HOLD_DURATION", "PT4S");
        going = NodeProcess.start(environment, directory);
        staying = NodeProcess.start(environment, directory);
        NodeClient.Member member = staying.client().register();
        event = staying.client().event(1_000_000);
        load = new BookingLoad(event, member, going.client(), staying.client());
        awaitBookings(going, EACH);
        awaitBookings(staying, EACH);
    }

    @AfterEach
    void stop() {
        load.close();
        going.close();
        staying.close();
    }

    @Test
    @DisplayName(
            "killed: each 201 is in the database, the other node sells on within seconds, holds lapse by themselves")
    void kill() throws Exception {
        UUID held = staying.client().event(10);
        NodeClient.Member holder = going.client().register();
        for (int i = 0; i < 5; i++) {
            assertThat(going.client().hold(holder, held, 2).status()).isEqualTo(201);
        }

        going.kill();
        long killed = System.nanoTime();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> load.bookedAt(staying.client()).stream().anyMatch(it -> it.sentNanos() > killed));
        awaitBookings(staying, load.bookedAt(staying.client()).size() + EACH);
        load.stop();

        // Asserted is that it goes on at all, within PATIENCE; the figure itself depends on the machine and is logged.
        log.info(
                "Kill -9 of one of two nodes: the other one's first 201 for what was asked afterwards came after {} ms",
                millis(load.bookedAt(staying.client()).stream()
                        .filter(it -> it.sentNanos() > killed)
                        .mapToLong(it -> it.cameNanos() - killed)
                        .min()
                        .orElseThrow()));
        assertEverythingIsThere();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        staying.client().event(held).path("available_seats").asInt() == 10);
    }

    @Test
    @DisplayName("stopped: whoever got through to it has an answer, and it ends by itself")
    void terminate() throws Exception {
        int exit = going.terminate();
        awaitBookings(staying, load.bookedAt(staying.client()).size() + EACH);
        load.stop();

        // 143: the JVM's own code for an end that SIGTERM asked for.
        assertThat(exit).isEqualTo(143);
        assertThat(going.log())
                .contains("Stopping", "Stopped")
                .doesNotContain("Not everything finished within", "ERROR");
        // No client was cut off: each answer of a node that stops is the last of its connection, and says so.
        assertThat(load.unanswered()).isEmpty();
        assertThat(load.refusals()).isEmpty();
        assertEverythingIsThere();
        assertThat(bookings()).hasSameSizeAs(load.booked().keySet());
    }

    private void assertEverythingIsThere() {
        Map<UUID, Integer> stored = bookings();
        load.booked().forEach((id, told) -> assertThat(stored).containsEntry(id, told.quantity()));
        log.info(
                "{} answered 201, {} others by status, {} sent without an answer: {}",
                load.booked().size(),
                load.refusals(),
                load.unanswered().size(),
                load.unanswered().stream().distinct().limit(3).toList());
        // What was booked without an answer is at most what got none.
        assertThat(stored.size() - load.booked().size())
                .isBetween(0, load.unanswered().size());
        assertThat(load.refusals().keySet()).isSubsetOf(503);
        List<Violation> violations = ask(databases -> new InvariantChecker(databases.shards()).check());
        assertThat(violations).isEmpty();
    }

    private void awaitBookings(NodeProcess node, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> load.bookedAt(node.client()).size() >= count);
    }

    private Map<UUID, Integer> bookings() {
        List<Row> rows = ask(databases -> databases
                .shards()
                .of(event)
                .orElseThrow()
                .pool()
                .preparedQuery("SELECT id, quantity FROM booking WHERE event_id = $1 AND status = 'confirmed'")
                .execute(Tuple.of(event))
                .map(found -> {
                    List<Row> all = new ArrayList<>();
                    found.forEach(all::add);
                    return all;
                }));
        Map<UUID, Integer> bookings = new HashMap<>();
        rows.forEach(row -> bookings.put(row.getUUID("id"), row.getInteger("quantity")));
        return bookings;
    }

    private <T> T ask(Function<Databases, Future<T>> question) {
        Vertx vertx = Vertx.vertx();
        Databases databases = Databases.open(vertx, storage(environment.get("DATABASE_URL")));
        try {
            return await(question.apply(databases));
        } finally {
            await(databases.close().eventually(vertx::close));
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the database does not answer", e);
        }
    }

    private static StorageConfig storage(String url) {
        return new StorageConfig(
                url,
                null,
                List.of(),
                4,
                2,
                1,
                1_000,
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
