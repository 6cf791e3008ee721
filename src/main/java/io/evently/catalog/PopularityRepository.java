package io.evently.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.HOURS;

/**
 * The only class that knows how popularity is counted and scored. Rows of {@code event_hourly} are always written in
 * the order of their ids, so that nodes that write together never wait for each other in a circle.
 */
final class PopularityRepository {
    private static final Duration WINDOW = Duration.ofHours(23);

    private static final String TOP = """
            SELECT event.id, event.name, event.seats_sold, popularity.score,
                   round(event.seats_sold::numeric / event.total_capacity, 4) AS booking_rate
              FROM event_popularity AS popularity
              JOIN event ON event.id = popularity.event_id
             WHERE event.status = 'active'
             ORDER BY popularity.score DESC, popularity.event_id
             LIMIT $1
            """;

    private static final String COUNT_VIEWS = """
            INSERT INTO event_hourly (event_id, hour, views)
            SELECT event_id, $1, views
              FROM unnest($2::uuid[], $3::integer[]) AS seen (event_id, views)
             ORDER BY event_id
            ON CONFLICT (event_id, hour) DO UPDATE SET views = event_hourly.views + excluded.views
            """;

    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('event_popularity'))";

    // Sales are those since the last scoring, found in the difference; only what changed is written. The formula is
    // documented at PopularEvent.
    private static final String SCORE = """
            WITH seen AS (
                SELECT event.id, event.seats_sold, event.total_capacity,
                       event.seats_sold - coalesce(popularity.seats_sold, 0) AS fresh
                  FROM event LEFT JOIN event_popularity AS popularity ON popularity.event_id = event.id
                 WHERE event.status = 'active'),
            counted AS (
                INSERT INTO event_hourly (event_id, hour, seats)
                SELECT id, $1, fresh FROM seen WHERE fresh <> 0 ORDER BY id
                ON CONFLICT (event_id, hour) DO UPDATE SET seats = event_hourly.seats + excluded.seats),
            lately AS (
                SELECT event_id, sum(seats) AS seats, sum(views) AS views
                  FROM event_hourly WHERE hour >= $2 GROUP BY event_id),
            scored AS (
                SELECT seen.id, seen.seats_sold,
                       round((10 * (
                           0.5 * seen.seats_sold::double precision / seen.total_capacity
                         + 0.3 * least(1, greatest(0, coalesce(lately.seats, 0) + seen.fresh)
                                          / (seen.total_capacity / 4.0::double precision))
                         + 0.2 * least(1, ln(1 + coalesce(lately.views, 0)::double precision)
                                          / ln(10001::double precision))
                       ))::numeric, 2) AS score
                  FROM seen LEFT JOIN lately ON lately.event_id = seen.id)
            INSERT INTO event_popularity AS popularity (event_id, score, seats_sold)
            SELECT id, score, seats_sold FROM scored ORDER BY id
            ON CONFLICT (event_id) DO UPDATE SET score = excluded.score, seats_sold = excluded.seats_sold
             WHERE popularity.score <> excluded.score OR popularity.seats_sold <> excluded.seats_sold
            """;

    private static final String FORGET = """
            DELETE FROM event_popularity AS popularity USING event
             WHERE event.id = popularity.event_id AND event.status <> 'active'
            """;

    private static final String PRUNE = """
            DELETE FROM event_hourly WHERE (event_id, hour) IN (
                SELECT event_id, hour FROM event_hourly WHERE hour < $1 ORDER BY hour LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    /** The most wanted events of this shard that are on sale. */
    Future<List<PopularEvent>> top(SqlClient shard, int limit) {
        return shard.preparedQuery(TOP).execute(Tuple.of(limit)).map(rows -> {
            List<PopularEvent> events = new ArrayList<>(rows.size());
            rows.forEach(row -> events.add(popular(row)));
            return events;
        });
    }

    /** Adds views to the present hour, by event id. */
    Future<Void> countViews(SqlClient shard, Map<UUID, Integer> views, Instant now) {
        List<Map.Entry<UUID, Integer>> entries = List.copyOf(views.entrySet());
        UUID[] ids = entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new);
        Integer[] counts = entries.stream().map(Map.Entry::getValue).toArray(Integer[]::new);
        return shard.preparedQuery(COUNT_VIEWS)
                .execute(Tuple.of(hourOf(now), ids, counts))
                .mapEmpty();
    }

    /** Scores all events on sale anew; does nothing while another node does so. */
    Future<Void> score(Pool shard, Instant now) {
        return shard.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute()
                .compose(rows ->
                        rows.iterator().next().getBoolean(0) ? scoreAlone(connection, now) : Future.succeededFuture()));
    }

    /** Deletes counters of hours before {@code oldest}, at most {@code limit}; how many there were. */
    Future<Integer> prune(SqlClient shard, Instant oldest, int limit) {
        return shard.preparedQuery(PRUNE)
                .execute(Tuple.of(oldest.atOffset(UTC), limit))
                .map(RowSet::rowCount);
    }

    private static Future<Void> scoreAlone(SqlConnection connection, Instant now) {
        OffsetDateTime hour = hourOf(now);
        return connection
                .preparedQuery(SCORE)
                .execute(Tuple.of(hour, hour.minus(WINDOW)))
                .compose(scored -> connection.preparedQuery(FORGET).execute())
                .mapEmpty();
    }

    private static OffsetDateTime hourOf(Instant now) {
        return now.truncatedTo(HOURS).atOffset(UTC);
    }

    private static PopularEvent popular(Row row) {
        return new PopularEvent(
                row.getUUID("id"),
                row.getString("name"),
                row.getInteger("seats_sold"),
                row.getBigDecimal("booking_rate"),
                row.getBigDecimal("score"));
    }
}
