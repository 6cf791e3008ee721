package io.evently.outbox;

import io.evently.outbox.FactListener.Start;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.evently.outbox.OutboxFixture.PATIENCE;
import static io.evently.outbox.OutboxFixture.announce;
import static io.evently.outbox.OutboxFixture.await;
import static io.evently.outbox.OutboxFixture.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Facts and their listeners")
class OutboxIT {
    private static final String SUMS = "CREATE TABLE test_sum (event_id uuid PRIMARY KEY, facts bigint, seats bigint)";
    private static final String ADD = """
            INSERT INTO test_sum AS s (event_id, facts, seats)
            SELECT event_id, count(*), sum(seats) FROM unnest($1::uuid[], $2::integer[]) AS f (event_id, seats)
             GROUP BY event_id ORDER BY event_id
                ON CONFLICT (event_id) DO UPDATE SET facts = s.facts + excluded.facts, seats = s.seats + excluded.seats
            """;

    private OutboxFixture outbox;

    @BeforeEach
    void open() {
        outbox = new OutboxFixture();
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    @DisplayName("are all taken, though transactions commit in another order than their ids were drawn: a cursor over"
            + " the ids would have passed one over")
    void commitOrder() {
        UUID event = outbox.anEvent();
        SqlConnection slow = await(outbox.shard.pool().getConnection());
        Transaction late = await(slow.begin());
        await(announce(slow, event, 1));
        await(announce(outbox.shard.pool(), event, 2));
        long naive = outbox.number("SELECT max(id) FROM outbox");
        TestListener listener = new TestListener("listener");
        outbox.start(config(), listener);
        await().atMost(PATIENCE).until(() -> listener.taken.size() == 1);
        assertThat(nth(listener.taken)).containsExactly(2);

        await(late.commit());
        await(slow.close());
        outbox.shard.outbox().ring();

        await().atMost(PATIENCE).until(() -> listener.taken.size() == 2);
        assertThat(nth(listener.taken)).containsExactly(2, 1);
        assertThat(listener.taken).extracting(StoredFact::number).containsExactly(1L, 2L);
        assertThat(outbox.number("SELECT count(*) FROM outbox WHERE id > " + naive))
                .as("the trap: who had read up to the highest id there was would never see the other row")
                .isZero();
    }

    @Test
    @DisplayName(
            "of one event come in the order of its commits and without a gap, whoever numbers them and however many"
                    + " write at the same time")
    void orderWithinAnEvent() {
        TestListener listener = new TestListener("listener");
        outbox.start(config(7, PATIENCE, Duration.ofDays(7)), listener);
        outbox.start(config(5, PATIENCE, Duration.ofDays(7)), listener);
        List<UUID> events = List.of(outbox.anEvent(), outbox.anEvent(), outbox.anEvent());
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 8; writer++) {
            writers.add(write(events, writer, 60));
        }
        await(Future.all(writers));
        await().atMost(PATIENCE).until(() -> listener.taken.size() == 8 * 60);

        assertThat(listener.taken)
                .extracting(StoredFact::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 8 * 60).boxed().toList());
        Map<UUID, List<Integer>> byEvent = new HashMap<>();
        listener.taken.forEach(fact -> byEvent.computeIfAbsent(fact.eventId().orElseThrow(), id -> new ArrayList<>())
                .add(fact.members().path("nth").intValue()));
        assertThat(byEvent).hasSize(3);
        byEvent.values().forEach(nth -> assertThat(nth).isSorted().doesNotHaveDuplicates());
    }

    @Test
    @DisplayName("reach all other listeners while one hangs and one fails, and these two catch up when they can")
    void hangingAndFailing() {
        UUID event = outbox.anEvent();
        AtomicBoolean broken = new AtomicBoolean(true);
        TestListener well = new TestListener("well");
        // It hangs in the middle of its work: what it has written holds nobody up either.
        TestListener hanging = new TestListener(
                "hanging",
                Start.OLDEST_KEPT,
                (transaction, facts) -> broken.get()
                        ? transaction
                                .query("UPDATE outbox_listener SET seen_at = now() WHERE name = 'hanging'")
                                .execute()
                                .compose(written -> Promise.<Void>promise().future())
                        : Future.succeededFuture());
        TestListener failing = new TestListener(
                "failing",
                Start.OLDEST_KEPT,
                (transaction, facts) -> broken.get() ? Future.failedFuture("broken") : Future.succeededFuture());
        outbox.start(config(100, Duration.ofMillis(300), Duration.ofDays(7)), well, hanging, failing);
        for (int nth = 1; nth <= 2_000; nth++) {
            await(announce(outbox.shard.pool(), event, nth));
        }
        outbox.shard.outbox().ring();
        await().atMost(PATIENCE).until(() -> well.taken.size() == 2_000);
        assertThat(hanging.taken).isEmpty();
        assertThat(failing.taken).isEmpty();
        await().atMost(PATIENCE).until(() -> outbox.lag("well") == 0 && outbox.lag("failing") > 0);

        broken.set(false);
        await().atMost(PATIENCE).until(() -> hanging.taken.size() == 2_000 && failing.taken.size() == 2_000);
        assertThat(nth(hanging.taken)).isSorted();
        assertThat(nth(failing.taken)).isSorted();
        await().atMost(PATIENCE).until(() -> outbox.lag("hanging") == 0 && outbox.lag("failing") == 0);
    }

    @Test
    @DisplayName(
            "that a listener leaves out are counted once, when the batch is committed; of every listener from the start")
    void leftOut() {
        UUID event = outbox.anEvent();
        AtomicBoolean broken = new AtomicBoolean(true);
        TestListener picky =
                new TestListener(
                        "picky",
                        Start.OLDEST_KEPT,
                        (transaction, facts) -> broken.getAndSet(false)
                                ? Future.failedFuture("after it has left some out")
                                : Future.succeededFuture()) {
                    @Override
                    public int leftOut() {
                        return 2;
                    }
                };
        outbox.start(config(), picky, new TestListener("well"));
        assertThat(outbox.leftOut("picky")).isZero();
        assertThat(outbox.leftOut("well")).isZero();

        await(announce(outbox.shard.pool(), event, 1));
        outbox.shard.outbox().ring();

        await().atMost(PATIENCE).until(() -> outbox.leftOut("picky") > 0);
        assertThat(outbox.leftOut("picky")).isEqualTo(2);
        assertThat(broken).isFalse();
        assertThat(outbox.leftOut("well")).isZero();
    }

    @Test
    @DisplayName("have one effect each, though a listener breaks off between effect and cursor again and again")
    void effectOnce() {
        outbox.sql(SUMS, Tuple.tuple());
        UUID event = outbox.anEvent();
        AtomicInteger round = new AtomicInteger();
        FactListener sums = new TestListener(
                "sums",
                Start.OLDEST_KEPT,
                (transaction, facts) -> sum(transaction, facts)
                        .compose(done -> round.incrementAndGet() % 2 == 1
                                ? Future.failedFuture("broken off")
                                : Future.succeededFuture()));
        outbox.start(config(10, PATIENCE, Duration.ofDays(7)), sums);
        outbox.start(config(10, PATIENCE, Duration.ofDays(7)), sums);
        for (int nth = 1; nth <= 200; nth++) {
            await(announce(outbox.shard.pool(), event, nth));
        }
        outbox.shard.outbox().ring();
        await().atMost(PATIENCE)
                .until(() -> outbox.number("SELECT position FROM outbox_listener WHERE name = 'sums'") == 200);
        assertThat(round.get()).isGreaterThan(20);
        assertThat(outbox.number("SELECT facts FROM test_sum")).isEqualTo(200);
    }

    @Test
    @DisplayName("give the same figures when 100,000 of them are read again from the beginning")
    void rebuilt() {
        outbox.sql(SUMS, Tuple.tuple());
        for (int i = 0; i < 20; i++) {
            outbox.anEvent();
        }
        outbox.sql("""
                WITH listed AS (SELECT id, row_number() OVER () - 1 AS nth FROM event)
                INSERT INTO outbox (size, facts, at)
                SELECT 50, json_agg(json_build_object('topic', 'test.happened', 'event_id', l.id, 'nth', n)), now()
                  FROM generate_series(1, 100000) AS n JOIN listed l ON l.nth = n % 20
                 GROUP BY n / 50
                HAVING count(*) = 50
                """, Tuple.tuple());
        outbox.sql("INSERT INTO outbox (size, facts, at) SELECT 50, facts, at FROM outbox LIMIT 1", Tuple.tuple());
        TestListener sums = new TestListener("sums", Start.OLDEST_KEPT, OutboxIT::sum);
        String node = outbox.start(config(2_000, PATIENCE, Duration.ofDays(7)), sums);
        await().atMost(PATIENCE).until(() -> position("sums") == 100_000);
        String figures = figures();
        assertThat(sums.taken).noneMatch(StoredFact::repeated);
        outbox.stop(node);

        sums.taken.clear();
        outbox.sql("TRUNCATE test_sum", Tuple.tuple());
        outbox.sql("UPDATE outbox_listener SET position = 0 WHERE name = 'sums'", Tuple.tuple());
        outbox.start(config(1_500, PATIENCE, Duration.ofDays(7)), sums);
        await().atMost(PATIENCE).until(() -> position("sums") == 100_000);

        assertThat(figures()).isEqualTo(figures);
        assertThat(sums.taken).hasSize(100_000).allMatch(StoredFact::repeated);
    }

    @Test
    @DisplayName("are there for a new listener from the oldest that is kept, or from now on, as it wants")
    void newListener() {
        UUID event = outbox.anEvent();
        await(announce(outbox.shard.pool(), event, 1));
        TestListener first = new TestListener("first");
        String node = outbox.start(config(), first);
        await().atMost(PATIENCE).until(() -> first.taken.size() == 1);
        outbox.stop(node);

        TestListener late = new TestListener("late");
        TestListener now = new TestListener("now", Start.NOW, (transaction, facts) -> Future.succeededFuture());
        outbox.start(config(), first, late, now);
        await().atMost(PATIENCE)
                .until(() -> outbox.number("SELECT count(*) FROM outbox_listener WHERE name IN ('late', 'now')") == 2);
        await(announce(outbox.shard.pool(), event, 2));
        outbox.shard.outbox().ring();
        await().atMost(PATIENCE).until(() -> late.taken.size() == 2 && now.taken.size() == 1);
        assertThat(nth(late.taken)).containsExactly(1, 2);
        assertThat(nth(now.taken)).containsExactly(2);
        await().atMost(PATIENCE).until(() -> first.taken.size() == 2);

        outbox.sql("DELETE FROM outbox_listener WHERE name = 'first'", Tuple.tuple());
        await().atMost(PATIENCE).until(() -> first.taken.size() == 4);
    }

    @Test
    @DisplayName("are kept for as long as configured, and for a listener that is behind; not for one that is gone")
    void kept() {
        UUID event = outbox.anEvent();
        for (int nth = 1; nth <= 10; nth++) {
            await(announce(outbox.shard.pool(), event, nth));
        }
        TestListener listener = new TestListener("listener");
        outbox.start(config(), listener);
        await().atMost(PATIENCE).until(() -> listener.taken.size() == 10);
        OutboxRepository repository = new OutboxRepository();
        outbox.sql("UPDATE outbox SET at = now() - interval '8 days' WHERE number <= 6", Tuple.tuple());
        OffsetDateTime week = OffsetDateTime.now(ZoneOffset.UTC).minusDays(7);

        outbox.sql("UPDATE outbox_listener SET position = 4", Tuple.tuple());
        outbox.sql("""
                INSERT INTO outbox_listener (name, position, furthest, seen_at)
                VALUES ('gone', 1, 1, now() - interval '8 days')
                """, Tuple.tuple());
        assertThat(await(repository.prune(outbox.shard.pool(), week.toInstant(), 100)))
                .as("rows that are old, and before the listener that is there")
                .isEqualTo(4);
        outbox.sql("UPDATE outbox_listener SET position = 10 WHERE name = 'listener'", Tuple.tuple());
        assertThat(await(repository.prune(outbox.shard.pool(), week.toInstant(), 100)))
                .as("rows that are old")
                .isEqualTo(2);
        assertThat(outbox.number("SELECT count(*) FROM outbox")).isEqualTo(4);
        await(announce(outbox.shard.pool(), event, 11));
        outbox.shard.outbox().ring();
        await().atMost(PATIENCE).until(() -> listener.taken.stream().anyMatch(fact -> fact.number() == 11));
    }

    // As everybody does who writes facts of an event: under the lock of its row.
    private Future<Void> write(List<UUID> events, int writer, int left) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        UUID event = events.get((writer + left) % events.size());
        return outbox.shard
                .telling(outbox.shard
                        .pool()
                        .withTransaction(transaction -> transaction
                                .preparedQuery("UPDATE event SET version = version + 1 WHERE id = $1 RETURNING version")
                                .execute(Tuple.of(event))
                                .compose(rows -> announce(
                                        transaction,
                                        event,
                                        rows.iterator().next().getInteger(0)))))
                .compose(done -> write(events, writer, left - 1));
    }

    private static Future<Void> sum(SqlClient transaction, List<StoredFact> facts) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(facts.stream()
                                .map(fact -> fact.eventId().orElseThrow())
                                .toArray(UUID[]::new))
                        .addArrayOfInteger(facts.stream()
                                .map(fact -> fact.members().path("nth").intValue())
                                .toArray(Integer[]::new)))
                .mapEmpty();
    }

    private long position(String listener) {
        return outbox.number("SELECT position FROM outbox_listener WHERE name = '" + listener + "'");
    }

    private String figures() {
        return outbox.sql("SELECT string_agg(s::text, ' ' ORDER BY event_id) AS figures FROM test_sum s", Tuple.tuple())
                .get(0)
                .getString("figures");
    }

    private static List<Integer> nth(List<StoredFact> facts) {
        return facts.stream().map(fact -> fact.members().path("nth").intValue()).toList();
    }
}
