package io.evently.analytics.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static io.evently.storage.Times.utc;

/** What the nodes measured, by minute, hour and day. */
final class ServiceRepository {
    // In the order of the key, like every node.
    private static final String ADD = """
            INSERT INTO service_tally AS t (span, begins, measure, times, seconds)
            SELECT s.span, date_trunc(s.span, $1::timestamptz, 'UTC'), m.measure, m.times, m.seconds
              FROM unnest($2::text[], $3::bigint[], $4::double precision[]) AS m (measure, times, seconds)
             CROSS JOIN (VALUES ('minute'), ('hour'), ('day')) AS s (span)
             ORDER BY 1, 2, 3
                ON CONFLICT (span, begins, measure) DO UPDATE
                SET times = t.times + excluded.times, seconds = t.seconds + excluded.seconds
            """;

    private static final String READ = """
            SELECT begins, measure, times, seconds FROM service_tally
             WHERE span = $1 AND begins >= $2 AND begins < $3
             ORDER BY begins
            """;

    private static final String PRUNE = "DELETE FROM service_tally WHERE span = $1 AND begins < $2";

    /** How often and how long. */
    record Measured(long times, double seconds) {
        static final Measured NOTHING = new Measured(0, 0);

        Measured plus(Measured more) {
            return new Measured(times + more.times, seconds + more.seconds);
        }

        Measured minus(Measured less) {
            return new Measured(times - less.times, seconds - less.seconds);
        }
    }

    /**
     * What was measured in a span.
     *
     * @param begins when that begins
     */
    record Spanned(Instant begins, Measure measure, Measured measured) {}

    /** Adds what was measured until now. */
    Future<Void> add(SqlClient shard, Map<Measure, Measured> measured, Instant now) {
        int size = measured.size();
        String[] measures = new String[size];
        Long[] times = new Long[size];
        Double[] seconds = new Double[size];
        int i = 0;
        for (Map.Entry<Measure, Measured> entry : measured.entrySet()) {
            measures[i] = entry.getKey().code();
            times[i] = entry.getValue().times();
            seconds[i] = entry.getValue().seconds();
            i++;
        }
        return shard.preparedQuery(ADD)
                .execute(Tuple.of(utc(now), measures, times, seconds))
                .mapEmpty();
    }

    /** What was measured in spans that begin from {@code from} to before {@code to}. A measure that nobody knows is left out. */
    Future<List<Spanned>> read(SqlClient shard, String span, Instant from, Instant to) {
        return shard.preparedQuery(READ)
                .execute(Tuple.of(span, utc(from), utc(to)))
                .map(rows -> {
                    List<Spanned> spans = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        Measure.of(row.getString("measure"))
                                .ifPresent(measure -> spans.add(new Spanned(
                                        row.getOffsetDateTime("begins").toInstant(),
                                        measure,
                                        new Measured(row.getLong("times"), row.getDouble("seconds")))));
                    }
                    return spans;
                });
    }

    /** Forgets spans that begin before this time. */
    Future<Void> prune(SqlClient shard, String span, Instant before) {
        return shard.preparedQuery(PRUNE).execute(Tuple.of(span, utc(before))).mapEmpty();
    }
}
