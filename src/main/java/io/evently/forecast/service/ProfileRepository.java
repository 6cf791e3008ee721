package io.evently.forecast.service;

import io.evently.catalog.EventStatus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import static io.evently.storage.Times.utc;

/** Reads events, and from the sums of analytics when their seats were booked. Writes nothing. */
final class ProfileRepository {
    // Only those of which everything that happened before their start is in the sums.
    private static final String FINISHED = """
            SELECT id, lower(venue COLLATE evently) AS series, event_date, total_capacity
              FROM event
             WHERE status = 'completed' AND (event_date, id) > ($1, $2)
               AND event_date <= (SELECT least($3::timestamptz, oldest_waiting('analytics')))
               AND (SELECT built_at IS NOT NULL FROM analytics_state)
             ORDER BY event_date, id LIMIT $4
            """;

    private static final String EVENT_COLUMNS = """
            SELECT id, name, lower(venue COLLATE evently) AS series, event_date, status, total_capacity, seats_sold, price, currency
              FROM event
            """;

    private static final String ON_SALE = EVENT_COLUMNS + """
             WHERE status = 'active' AND (event_date, id) > ($1, $2)
             ORDER BY event_date, id LIMIT $3
            """;

    private static final String EVENT = EVENT_COLUMNS + "WHERE id = $1";

    // Of each event up to a moment of its own: what came on each whole day before that.
    private static final String DAYS = """
            SELECT w.event_id, d.days, d.seats
              FROM unnest($1::uuid[], $2::timestamptz[]) AS w (event_id, moment)
             CROSS JOIN LATERAL (
                   SELECT least(floor(extract(epoch FROM w.moment - hour) / 86400), $3)::integer AS days,
                          sum(CASE happening WHEN 'charged' THEN seats ELSE -seats END)::bigint AS seats
                     FROM event_tally
                    WHERE event_id = w.event_id AND hour < w.moment AND happening IN ('charged', 'refunded', 'called_off')
                    GROUP BY 1) d
            """;

    /** Where a list of events is read on. */
    record Position(Instant date, UUID id) {}

    /** An event that is over, without its bookings. */
    record Over(UUID id, String series, Instant date, int capacity) {
        Position position() {
            return new Position(date, id);
        }
    }

    /** Events that are over, in the order of their dates. */
    Future<List<Over>> finished(SqlClient shard, Position after, Instant now, int limit) {
        return shard.preparedQuery(FINISHED)
                .execute(Tuple.of(utc(after.date()), after.id(), utc(now), limit))
                .map(rows -> {
                    List<Over> events = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        events.add(new Over(
                                row.getUUID("id"),
                                row.getString("series"),
                                row.getOffsetDateTime("event_date").toInstant(),
                                row.getInteger("total_capacity")));
                    }
                    return events;
                });
    }

    /** The same with their bookings, without those that are known already. */
    Future<List<Finished>> profiles(SqlClient shard, List<Over> over, Predicate<UUID> known) {
        List<Over> wanted =
                over.stream().filter(event -> !known.test(event.id())).toList();
        return days(
                        shard,
                        wanted.stream().map(Over::id).toList(),
                        wanted.stream().map(Over::date).toList())
                .map(days -> wanted.stream()
                        .map(event -> Finished.of(
                                event.id(),
                                event.series(),
                                event.date(),
                                event.capacity(),
                                Profiles.of(days.getOrDefault(event.id(), new TreeMap<>()))))
                        .toList());
    }

    /** Events on sale with their bookings, in the order of their dates. */
    Future<List<OnSale>> onSale(SqlClient shard, Position after, Instant now, int limit) {
        return shard.preparedQuery(ON_SALE)
                .execute(Tuple.of(utc(after.date()), after.id(), limit))
                .compose(rows -> withProfiles(shard, rows, now));
    }

    /** One event, whatever its status; empty when there is none. */
    Future<Optional<OnSale>> event(SqlClient shard, UUID id, Instant now) {
        return shard.preparedQuery(EVENT)
                .execute(Tuple.of(id))
                .compose(rows -> withProfiles(shard, rows, now))
                .map(events -> events.stream().findFirst());
    }

    private static Future<List<OnSale>> withProfiles(SqlClient shard, RowSet<Row> rows, Instant now) {
        List<UUID> ids = new ArrayList<>(rows.size());
        List<Instant> moments = new ArrayList<>(rows.size());
        for (Row row : rows) {
            ids.add(row.getUUID("id"));
            moments.add(now);
        }
        return days(shard, ids, moments).map(days -> {
            List<OnSale> events = new ArrayList<>(ids.size());
            for (Row row : rows) {
                events.add(onSale(row, now, days.getOrDefault(row.getUUID("id"), new TreeMap<>())));
            }
            return events;
        });
    }

    private static OnSale onSale(Row row, Instant now, NavigableMap<Integer, Long> days) {
        return new OnSale(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("series"),
                row.getOffsetDateTime("event_date").toInstant(),
                EventStatus.of(row.getString("status")).orElseThrow(),
                row.getInteger("total_capacity"),
                row.getInteger("seats_sold"),
                row.getBigDecimal("price"),
                row.getString("currency"),
                now,
                Profiles.of(days, row.getInteger("seats_sold")));
    }

    private static Future<Map<UUID, NavigableMap<Integer, Long>>> days(
            SqlClient shard, List<UUID> ids, List<Instant> moments) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return shard.preparedQuery(DAYS)
                .execute(Tuple.tuple()
                        .addValue(ids.toArray(UUID[]::new))
                        .addValue(moments.stream().map(moment -> utc(moment)).toArray(OffsetDateTime[]::new))
                        .addValue(Profiles.MOST_DAYS))
                .map(rows -> {
                    Map<UUID, NavigableMap<Integer, Long>> days = new HashMap<>();
                    for (Row row : rows) {
                        days.computeIfAbsent(row.getUUID("event_id"), id -> new TreeMap<>())
                                .put(row.getInteger("days"), row.getLong("seats"));
                    }
                    return days;
                });
    }
}
