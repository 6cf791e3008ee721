package io.evently;

import io.evently.NodeClient.Member;
import io.evently.booking.BookingFact;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.outbox.FactListener;
import io.evently.outbox.StoredFact;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows docs/adding-a-capability.md once: what an event has earned, kept by a listener of its own. */
@DisplayName("A capability added from outside")
class AddedCapabilityIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    @DisplayName("hears of what was booked and cancelled, and comes to the same figures when it reads everything again")
    void takings() {
        AtomicReference<Foundation> laid = new AtomicReference<>();
        try (RunningNode node = RunningNode.startWith(foundation -> {
            laid.set(foundation);
            return new TakingsWing(foundation);
        })) {
            Member member = node.client().register();
            UUID event = node.client().event(10);
            assertThat(node.client().book(member, event, 3).status()).isEqualTo(201);
            Answer given = node.client().book(member, event, 2);
            assertThat(given.status()).isEqualTo(201);
            String booking = given.json().at("/data/booking_id").asText();
            assertThat(node.client()
                            .put("/api/v1/bookings/" + booking + "/cancel", null, member.token())
                            .status())
                    .isEqualTo(200);

            Shard shard = laid.get().databases().shards().of(event).orElseThrow();
            Awaitility.await().atMost(PATIENCE).until(() -> seats(shard, event).equals(Optional.of(3)));

            sql(shard, "TRUNCATE takings", Tuple.tuple());
            sql(shard, "UPDATE outbox_listener SET position = 0 WHERE name = 'takings'", Tuple.tuple());
            Awaitility.await().atMost(PATIENCE).until(() -> seats(shard, event).equals(Optional.of(3)));
            assertThat(node.violations()).isEmpty();
        }
    }

    @Test
    @DisplayName("finds in a fact the trace of the request that made it true")
    void trace() {
        List<StoredFact> heard = new CopyOnWriteArrayList<>();
        try (RunningNode node = RunningNode.startWith(foundation -> new HearingWing(heard))) {
            Member member = node.client().register();
            UUID event = node.client().event(10);
            String wish = NodeClient.object()
                    .put("user_id", member.id().toString())
                    .put("event_id", event.toString())
                    .put("quantity", 1)
                    .toString();
            Answer booked = node.client()
                    .send(
                            "POST",
                            "/api/v1/bookings",
                            wish,
                            "Content-Type",
                            "application/json",
                            "Authorization",
                            "Bearer " + member.token(),
                            "traceparent",
                            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            assertThat(booked.status()).isEqualTo(201);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> heard.stream().anyMatch(fact -> fact.topic().equals("booking.confirmed")));
            assertThat(heard)
                    .filteredOn(fact -> fact.topic().equals("booking.confirmed"))
                    .extracting(StoredFact::trace)
                    .containsExactly(Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"));
        }
    }

    private static Optional<Integer> seats(Shard shard, UUID event) {
        return sql(shard, "SELECT seats FROM takings WHERE event_id = $1", Tuple.of(event)).stream()
                .map(row -> row.getInteger("seats"))
                .findFirst();
    }

    private static List<Row> sql(Shard shard, String sql, Tuple values) {
        try {
            return shard.pool()
                    .preparedQuery(sql)
                    .execute(values)
                    .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                    .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes down nothing, and remembers what it heard. */
    private record HearingWing(List<StoredFact> heard) implements Wing {
        @Override
        public List<FactListener> listeners(Shard shard) {
            return List.of(new FactListener() {
                @Override
                public String name() {
                    return "hearing";
                }

                @Override
                public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
                    heard.addAll(facts);
                    return Future.succeededFuture();
                }
            });
        }
    }

    /** The one file in the root. */
    private static final class TakingsWing implements Wing {
        private final Foundation foundation;

        TakingsWing(Foundation foundation) {
            this.foundation = foundation;
        }

        @Override
        public Future<Void> prepare() {
            return foundation
                    .databases()
                    .shards()
                    .ask(shard -> shard.pool()
                            .query("CREATE TABLE IF NOT EXISTS takings (event_id uuid PRIMARY KEY, seats integer)")
                            .execute())
                    .mapEmpty();
        }

        @Override
        public List<FactListener> listeners(Shard shard) {
            return List.of(new Takings());
        }
    }

    /** The list of facts that it listens to. */
    private static final class Takings implements FactListener {
        private static final String ADD = """
                INSERT INTO takings AS t (event_id, seats) VALUES ($1, $2)
                    ON CONFLICT (event_id) DO UPDATE SET seats = t.seats + excluded.seats
                """;

        @Override
        public String name() {
            return "takings";
        }

        @Override
        public Future<Void> take(SqlClient transaction, List<StoredFact> facts) {
            Future<Void> taken = Future.succeededFuture();
            for (StoredFact stored : facts) {
                Optional<BookingFact> fact = BookingFact.FAMILY.read(stored);
                taken = taken.compose(
                        done -> fact.map(it -> take(transaction, it)).orElseGet(Future::succeededFuture));
            }
            return taken;
        }

        private static Future<Void> take(SqlClient transaction, BookingFact fact) {
            if (fact instanceof BookingFact.Confirmed confirmed) {
                return add(transaction, confirmed.eventId(), confirmed.quantity());
            }
            if (fact instanceof BookingFact.Cancelled cancelled && "confirmed".equals(cancelled.was())) {
                return add(transaction, cancelled.eventId(), -cancelled.quantity());
            }
            return Future.succeededFuture();
        }

        private static Future<Void> add(SqlClient transaction, UUID event, int seats) {
            return transaction
                    .preparedQuery(ADD)
                    .execute(Tuple.of(event, seats))
                    .mapEmpty();
        }
    }
}
