package io.evently.bench.growth;

import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Rows by the million, as the service would have written them one by one. */
final class SeedRepository {
    private static final int EVENTS_AT_ONCE = 5_000;
    private static final int BOOKINGS_AT_ONCE = 50_000;

    private static final String EVENTS = """
            WITH made AS (
                INSERT INTO event (id, name, description, venue, event_date, total_capacity, price, created_at,
                                   updated_at)
                SELECT id, 'Growth evening ' || left(md5(id::text), 8),
                       rpad('An evening that nobody visits, of which there are many. ', 400, md5(id::text) || ' '),
                       'Hall ' || ord % 50, $2::timestamptz + ord % 900 * interval '1 hour', 1000000, 25.00,
                       $3::timestamptz, $3::timestamptz
                  FROM unnest($1::uuid[]) WITH ORDINALITY AS e (id, ord)
             RETURNING id)
            INSERT INTO event_popularity (event_id) SELECT id FROM made
            """;

    // $1-$2 the numbers of the rows, which are never used twice on a shard: they make the references unique. The ids
    // are of version 7 and carry the shard in their last byte, as those of the service do. Rows are forty days old at
    // most.
    // Each part is consistent in itself, so that a seeding that was broken off leaves no invariant broken.
    private static final String BOOKINGS = """
            WITH aged AS (
                SELECT n, ($3::uuid[])[1 + (n % cardinality($3::uuid[]))::integer] AS event_id,
                       ($4::uuid[])[1 + (hashint8(n) & 2147483647) % cardinality($4::uuid[])] AS user_id,
                       $5::timestamptz - interval '40 days' + n * interval '0.25 seconds' AS created_at,
                       md5($6::text || n) AS digest
                  FROM generate_series($1::bigint, $2::bigint) AS n),
            seed AS MATERIALIZED (
                SELECT (lpad(to_hex((extract(epoch FROM created_at) * 1000)::bigint), 12, '0')
                           || '7' || lpad(to_hex(n & 4095), 3, '0')
                           || '8' || left(digest, 13) || lpad(to_hex($7::integer), 2, '0'))::uuid AS id,
                       'EVT' || to_char(created_at AT TIME ZONE 'UTC', 'YYYYMMDD') || chr(65 + $7::integer)
                           || translate(right(digest, 4) || lpad(to_hex(n), 7, '0'),
                                        '0123456789abcdef', '23456789ABCDEFGH') AS reference,
                       event_id, user_id, created_at
                  FROM aged),
            sold AS (
                UPDATE event SET seats_sold = seats_sold + s.seats
                  FROM (SELECT event_id, count(*) AS seats FROM seed GROUP BY event_id) s
                 WHERE event.id = s.event_id),
            booked AS (
                INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status,
                                     created_at, updated_at)
                SELECT id, reference, event_id, user_id, 1, 25.00, 25.00, 'USD', 'confirmed', created_at, created_at
                  FROM seed),
            charged AS (
                INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
                SELECT id, 'charge', event_id, 25.00, 'USD', created_at FROM seed)
            INSERT INTO outbox (size, facts, at)
            SELECT count(*), json_agg(booking_confirmed(id, reference, event_id, user_id, 1, 25.00, 25.00, 'USD', NULL,
                                                        created_at, NULL)), max(created_at)
              FROM (SELECT *, (row_number() OVER () - 1) / 500 AS part FROM seed) AS s
             GROUP BY part
            """;

    // One message, and so one transaction.
    private static final String CLEAR = """
            TRUNCATE booking, ledger, outbox, idempotency;
            UPDATE event SET seats_sold = 0, seats_held = 0 WHERE seats_sold + seats_held > 0
            """;

    private static final String COUNT = "SELECT count(*) AS rows FROM booking";

    /** Puts events on sale, half of a year ahead. */
    Future<Void> events(Shard shard, List<UUID> ids, Instant now) {
        Future<Void> chain = Future.succeededFuture();
        for (int from = 0; from < ids.size(); from += EVENTS_AT_ONCE) {
            UUID[] part = ids.subList(from, Math.min(ids.size(), from + EVENTS_AT_ONCE))
                    .toArray(UUID[]::new);
            chain = chain.compose(done ->
                            shard.pool().preparedQuery(EVENTS).execute(Tuple.of(part, at(now).plusDays(180), at(now))))
                    .mapEmpty();
        }
        return chain;
    }

    /**
     * Makes confirmed bookings of one seat, numbered from {@code first} to {@code last}, without waiting for the disk
     * after each part: a seeding that a crash cut short is begun again.
     */
    Future<Void> bookings(
            Shard shard, long first, long last, List<UUID> events, List<UUID> users, String salt, Instant now) {
        UUID[] ofEvents = events.toArray(UUID[]::new);
        UUID[] ofUsers = users.toArray(UUID[]::new);
        return shard.pool().withConnection(connection -> {
            Future<Void> chain = execute(connection, "SET synchronous_commit = off");
            for (long from = first; from <= last; from += BOOKINGS_AT_ONCE) {
                Tuple part = Tuple.of(from, Math.min(last, from + BOOKINGS_AT_ONCE - 1), ofEvents, ofUsers, at(now))
                        .addValue(salt)
                        .addValue(shard.number());
                chain = chain.compose(done -> connection.preparedQuery(BOOKINGS).execute(part))
                        .mapEmpty();
            }
            return chain.eventually(() -> execute(connection, "RESET synchronous_commit"));
        });
    }

    /** Leaves the tables as they would be after quiet hours: statistics made, nothing left to be written. */
    Future<Void> settle(Shard shard) {
        return execute(shard.pool(), "VACUUM (ANALYZE) event, event_popularity, booking, ledger, outbox, idempotency")
                .compose(vacuumed -> execute(shard.pool(), "CHECKPOINT"));
    }

    /** Forgets every booking. */
    Future<Void> clear(Shard shard) {
        return execute(shard.pool(), CLEAR);
    }

    Future<Long> bookings(Shard shard) {
        return shard.pool()
                .query(COUNT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("rows"));
    }

    private static Future<Void> execute(SqlClient client, String sql) {
        return client.query(sql).execute().mapEmpty();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
