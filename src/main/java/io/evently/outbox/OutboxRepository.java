package io.evently.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.time.ZoneOffset.UTC;

/** The only class that reads the outbox and keeps its cursors. */
final class OutboxRepository {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    // One look for all listeners of a shard. The cursors are read by the snapshot of before: a listener that has moved
    // since
    // finds nothing and loses nothing.
    private static final String NUMBER = """
            SELECT n.mine, n.facts, n.full_batch, n.head, l.name, l.position
              FROM number_facts($1) n LEFT JOIN outbox_listener l ON true
            """;

    private static final String REGISTER = """
            INSERT INTO outbox_listener (name, position, furthest, seen_at)
            SELECT $1, CASE WHEN $2 THEN number ELSE 0 END, CASE WHEN $2 THEN number ELSE 0 END, $3 FROM outbox_head
                ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at
            """;

    // The lock on the cursor makes one node at a time the listener. At least one row, and else as many as fit.
    private static final String TAKE = """
            WITH mine AS MATERIALIZED (
                SELECT position, furthest FROM outbox_listener WHERE name = $1 FOR UPDATE SKIP LOCKED)
            SELECT m.position, m.furthest, o.number, o.size, o.facts::text AS facts, o.at
              FROM mine m
              LEFT JOIN LATERAL (
                   SELECT number, size, facts, at FROM outbox
                    WHERE number > m.position
                      AND number <= greatest(m.position + $2, (SELECT number FROM outbox
                                                                WHERE number > m.position
                                                                ORDER BY number LIMIT 1))) o ON true
             ORDER BY o.number
            """;

    private static final String ADVANCE = """
            UPDATE outbox_listener
               SET position = $2, furthest = greatest(furthest, $2), seen_at = greatest(seen_at, $3)
             WHERE name = $1
            """;

    private static final String SEEN = """
            UPDATE outbox_listener SET seen_at = $2 WHERE name = ANY ($1::text[]) AND seen_at < $2
            """;

    private static final String OLDEST = "SELECT oldest_waiting($1) AS at";

    // Never what a listener still needs, unless nobody has been that listener for as long as facts are kept.
    private static final String PRUNE = """
            DELETE FROM outbox
             WHERE number = ANY (ARRAY(
                       SELECT number FROM outbox
                        WHERE number <= (SELECT coalesce(min(position), 0) FROM outbox_listener WHERE seen_at >= $1)
                        ORDER BY number LIMIT $2))
               AND at < $1
            """;

    /**
     * What became of numbering.
     *
     * @param mine false while somebody else is at it
     * @param facts how many got their number
     * @param full whether there may be more
     * @param head the last number that was given
     * @param positions of all listeners that this shard has, by name
     */
    record Numbered(boolean mine, int facts, boolean full, long head, Map<String, Long> positions) {}

    /**
     * The next facts of a listener.
     *
     * @param mine false while another node is this listener
     * @param facts none when there are none
     */
    record Taken(boolean mine, List<StoredFact> facts) {}

    /** Numbers at most {@code most} rows and tells how far everybody is. */
    Future<Numbered> number(SqlClient shard, int most) {
        return shard.preparedQuery(NUMBER).execute(Tuple.of(most)).map(rows -> {
            Map<String, Long> positions = new HashMap<>();
            @Nullable Row first = null;
            for (Row row : rows) {
                first = row;
                if (row.getString("name") != null) {
                    positions.put(row.getString("name"), row.getLong("position"));
                }
            }
            if (first == null) {
                throw new IllegalStateException("number_facts answered nothing");
            }
            return new Numbered(
                    first.getBoolean("mine"),
                    first.getInteger("facts"),
                    first.getBoolean("full_batch"),
                    first.getLong("head"),
                    positions);
        });
    }

    /** Makes a cursor for a listener that this shard has never had. */
    Future<Void> register(SqlClient shard, String name, FactListener.Start start, Instant now) {
        return shard.preparedQuery(REGISTER)
                .execute(Tuple.of(name, start == FactListener.Start.NOW, now.atOffset(UTC)))
                .mapEmpty();
    }

    /** The next facts, about {@code most}, for whoever gets the lock on the cursor. */
    Future<Taken> take(SqlClient transaction, String name, int most) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(name, (long) most))
                .map(rows -> {
                    List<StoredFact> facts = new ArrayList<>(most);
                    for (Row row : rows) {
                        if (row.getLong("number") != null) {
                            add(row, facts);
                        }
                    }
                    return new Taken(rows.size() > 0, facts);
                });
    }

    /** Moves a cursor, whose lock the transaction has. */
    Future<Void> advance(SqlClient transaction, String name, long number, Instant now) {
        return transaction
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(name, number, now.atOffset(UTC)))
                .mapEmpty();
    }

    /** Says that these listeners are there, though they have nothing to do. */
    Future<Void> seen(SqlClient shard, List<String> names, Instant now) {
        return shard.preparedQuery(SEEN)
                .execute(Tuple.of(names.toArray(String[]::new), now.atOffset(UTC)))
                .mapEmpty();
    }

    /** When the oldest fact was written that a listener has not taken. */
    Future<Optional<Instant>> oldest(SqlClient shard, String name) {
        return shard.preparedQuery(OLDEST)
                .execute(Tuple.of(name))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("at"))
                        .map(at -> at.toInstant()));
    }

    /** Deletes at most {@code most} rows that are older and that nobody needs any more; how many. */
    Future<Integer> prune(SqlClient shard, Instant before, int most) {
        return shard.preparedQuery(PRUNE)
                .execute(Tuple.of(before.atOffset(UTC), most))
                .map(rows -> rows.rowCount());
    }

    // A cursor that was set back by hand may stand in the middle of a row.
    private static void add(Row row, List<StoredFact> facts) {
        long position = row.getLong("position");
        long furthest = row.getLong("furthest");
        long number = row.getLong("number") - row.getInteger("size");
        Instant at = row.getOffsetDateTime("at").toInstant();
        for (JsonNode members : parsed(row.getString("facts"))) {
            number++;
            if (number > position) {
                facts.add(new StoredFact(number, members.path("topic").asText(), members, at, number <= furthest));
            }
        }
    }

    private static JsonNode parsed(String facts) {
        try {
            return MAPPER.readTree(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL keeps no JSON that is none", e);
        }
    }
}
