package io.evently.forecast.service;

import io.evently.forecast.Prediction;
import io.evently.forecast.StoredForecast;
import io.evently.forecast.model.ForecastMethod;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** The only class that reads and writes what was forecast. */
final class ForecastRepository {
    // All nodes write; the first one counts. A forecast for another date of the event was one of another event.
    private static final String STORE = """
            INSERT INTO forecast (event_id, horizon, starts_at, made_at, expected, low, high, sell_out_probability, method)
            SELECT event_id, horizon, starts_at, $1, expected, low, high, sell_out_probability, method
              FROM unnest($2::uuid[], $3::integer[], $4::timestamptz[], $5::float8[], $6::float8[], $7::float8[],
                          $8::float8[], $9::text[])
                   AS w (event_id, horizon, starts_at, expected, low, high, sell_out_probability, method)
             ORDER BY event_id, horizon
                ON CONFLICT (event_id, horizon) DO UPDATE
               SET starts_at = excluded.starts_at, made_at = excluded.made_at, expected = excluded.expected,
                   low = excluded.low, high = excluded.high, sell_out_probability = excluded.sell_out_probability,
                   method = excluded.method, actual = NULL
             WHERE forecast.starts_at <> excluded.starts_at
            """;

    private static final String STORED = """
            SELECT horizon, made_at, expected, low, high, sell_out_probability, method, actual
              FROM forecast WHERE event_id = $1 ORDER BY horizon DESC
            """;

    // Those whose event took place as it was forecast, when everything that happened before its start is in the sums.
    private static final String UNKNOWN = """
            SELECT DISTINCT event_id
              FROM forecast f
             WHERE actual IS NULL
               AND starts_at <= (SELECT least($1::timestamptz, oldest_waiting('analytics')))
               AND (SELECT status = 'completed' AND event_date = f.starts_at FROM event WHERE id = f.event_id)
               AND (SELECT built_at IS NOT NULL FROM analytics_state)
             ORDER BY event_id LIMIT $2
            """;

    private static final String COMPARE = """
            UPDATE forecast f
               SET actual = (SELECT greatest(0, coalesce(
                                    sum(CASE happening WHEN 'charged' THEN seats ELSE -seats END), 0))::integer
                               FROM event_tally
                              WHERE event_id = f.event_id AND hour < f.starts_at
                                AND happening IN ('charged', 'refunded', 'called_off'))
             WHERE event_id = ANY ($1) AND actual IS NULL
               AND (SELECT event_date = f.starts_at FROM event WHERE id = f.event_id)
            """;

    private static final String OUTCOMES = """
            SELECT horizon, count(*) AS outcomes, sum(abs(expected - actual)) AS error, sum(actual)::bigint AS came,
                   count(*) FILTER (WHERE actual BETWEEN low AND high) AS held
              FROM forecast
             WHERE starts_at > $1 AND actual IS NOT NULL
             GROUP BY horizon
            """;

    private static final String PRUNE = """
            DELETE FROM forecast WHERE starts_at < $1 OR (actual IS NULL AND starts_at < $2)
            """;

    /** A forecast at a horizon. */
    record Due(int horizon, Prediction prediction) {}

    /** Sums over the outcomes of a horizon. */
    record Outcomes(int horizon, long outcomes, double error, long came, long held) {}

    /** Keeps those forecasts that were not kept before. */
    Future<Void> store(SqlClient shard, Instant now, List<Due> due) {
        return shard.preparedQuery(STORE)
                .execute(Tuple.tuple()
                        .addValue(utc(now))
                        .addValue(due.stream()
                                .map(one -> one.prediction().eventId())
                                .toArray(UUID[]::new))
                        .addValue(due.stream().map(Due::horizon).toArray(Integer[]::new))
                        .addValue(due.stream()
                                .map(one -> utc(one.prediction().eventDate()))
                                .toArray(OffsetDateTime[]::new))
                        .addValue(due.stream()
                                .map(one -> one.prediction().expected())
                                .toArray(Double[]::new))
                        .addValue(
                                due.stream().map(one -> one.prediction().low()).toArray(Double[]::new))
                        .addValue(
                                due.stream().map(one -> one.prediction().high()).toArray(Double[]::new))
                        .addValue(due.stream()
                                .map(one -> one.prediction().sellOutProbability())
                                .toArray(Double[]::new))
                        .addValue(due.stream()
                                .map(one -> one.prediction().method().name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new)))
                .mapEmpty();
    }

    /** What was said of an event, the longest horizon first. */
    Future<List<StoredForecast>> stored(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(STORED).execute(Tuple.of(eventId)).map(rows -> {
            List<StoredForecast> stored = new ArrayList<>(rows.size());
            for (Row row : rows) {
                stored.add(new StoredForecast(
                        row.getInteger("horizon"),
                        row.getOffsetDateTime("made_at").toInstant(),
                        row.getDouble("expected"),
                        row.getDouble("low"),
                        row.getDouble("high"),
                        row.getDouble("sell_out_probability"),
                        ForecastMethod.valueOf(row.getString("method").toUpperCase(Locale.ROOT)),
                        row.getInteger("actual")));
            }
            return stored;
        });
    }

    /** Writes what came to the forecasts of events that took place. Returns how many events these were. */
    Future<Integer> compare(SqlClient shard, Instant now, int limit) {
        return shard.preparedQuery(UNKNOWN).execute(Tuple.of(utc(now), limit)).compose(rows -> {
            List<UUID> ids = new ArrayList<>(rows.size());
            rows.forEach(row -> ids.add(row.getUUID("event_id")));
            return ids.isEmpty()
                    ? Future.succeededFuture(0)
                    : shard.preparedQuery(COMPARE)
                            .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                            .map(ids.size());
        });
    }

    /** How the forecasts of events that began after this turned out. */
    Future<List<Outcomes>> outcomes(SqlClient shard, Instant after) {
        return shard.preparedQuery(OUTCOMES).execute(Tuple.of(utc(after))).map(rows -> {
            List<Outcomes> outcomes = new ArrayList<>(rows.size());
            for (Row row : rows) {
                outcomes.add(new Outcomes(
                        row.getInteger("horizon"),
                        row.getLong("outcomes"),
                        row.getDouble("error"),
                        row.getLong("came"),
                        row.getLong("held")));
            }
            return outcomes;
        });
    }

    /**
     * Forgets forecasts of events that began before a time.
     *
     * @param unknownBefore the same for those of which nothing will be known, as their event was called off or moved
     */
    Future<Void> prune(SqlClient shard, Instant before, Instant unknownBefore) {
        return shard.preparedQuery(PRUNE)
                .execute(Tuple.of(utc(before), utc(unknownBefore)))
                .mapEmpty();
    }
}
