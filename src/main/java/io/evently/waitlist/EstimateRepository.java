package io.evently.waitlist;

import io.evently.waitlist.estimate.Acceptance;
import io.evently.waitlist.estimate.CancellationHazard;
import io.evently.waitlist.estimate.JoinRates;
import io.evently.waitlist.estimate.Situation;
import io.evently.waitlist.estimate.Sizes;
import io.evently.waitlist.policy.OfferPolicy;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.evently.storage.Times.utc;

/** What estimates are made of, and what is learnt from events that are over. Reads a whole event: not for each request. */
final class EstimateRepository {
    private static final int LATEST_OFFERS = 5_000;
    /** Beyond any event. */
    private static final double FAR = 1e6;

    // Orders by the hour in which they were made and cancelled: an on-sale is a few rows then, and half an hour more or
    // less does not matter to a hazard.
    private static final String ORDERS = """
            orders AS MATERIALIZED (
                SELECT b.quantity, b.status = 'confirmed' AS booked,
                       extract(epoch FROM e.event_date - date_trunc('hour', b.created_at)) / 3600 AS since,
                       extract(epoch FROM e.event_date - CASE WHEN b.status = 'confirmed' THEN least($2::timestamptz, e.event_date)
                                                              ELSE date_trunc('hour', b.updated_at) END) / 3600 AS until,
                       count(*) AS orders
                  FROM e
                  JOIN booking b ON b.event_id = e.id AND b.status IN ('confirmed', 'cancelled')
                 GROUP BY 1, 2, 3, 4),
            bucket AS (
                SELECT * FROM unnest($3::double precision[], $4::double precision[])
                         WITH ORDINALITY AS t (starts, ends, number)),
            """;

    private static final String EXPOSURE = """
            SELECT bucket.number,
                   coalesce(sum(orders * greatest(0, least(since, ends) - greatest(until, starts))), 0) AS exposure,
                   coalesce(sum(orders) FILTER (WHERE NOT booked AND until >= starts AND until < ends), 0) AS cancelled
              FROM bucket
              LEFT JOIN orders ON since > starts AND until < ends
             GROUP BY bucket.number
             ORDER BY bucket.number
            """;

    private static final String SITUATION = """
            WITH e AS MATERIALIZED (SELECT * FROM event WHERE id = $1),
            """ + ORDERS + """
            exposure AS (
            """ + EXPOSURE + """
            )
            SELECT extract(epoch FROM e.event_date - $2::timestamptz)::double precision / 3600 AS hours_to_event, e.status,
                   CASE WHEN e.price = 0 THEN 'free' ELSE 'paid' END AS category,
                   e.total_capacity - e.seats_sold - e.seats_held
                       + (SELECT coalesce(sum(set_aside), 0) FROM waitlist_entry
                           WHERE event_id = $1 AND status = 'waiting' AND bypassed > 0)::integer AS free_seats,
                   ARRAY (SELECT coalesce(sum(o.orders), 0)::bigint
                            FROM generate_series(0, 10) AS size
                            LEFT JOIN orders o ON o.booked AND least(o.quantity, 10) = size
                           GROUP BY size ORDER BY size) AS order_sizes,
                   (SELECT coalesce(sum(orders), 0)::bigint FROM orders WHERE NOT booked) AS cancellations,
                   ARRAY (SELECT exposure::double precision FROM exposure ORDER BY number) AS exposure,
                   ARRAY (SELECT count(w.id)
                            FROM generate_series(0, 10) AS size
                            LEFT JOIN waitlist_entry w
                                   ON w.event_id = $1 AND w.status = 'waiting' AND least(w.quantity, 10) = size
                           GROUP BY size ORDER BY size) AS waiting_sizes,
                   (SELECT coalesce(sum(seats_offered), 0)::bigint FROM waitlist_entry
                     WHERE event_id = $1 AND status = 'offered') AS seats_on_offer,
                   j.*
              FROM e
             CROSS JOIN LATERAL (
                   SELECT count(*) FILTER (WHERE recent AND tier = 'basic') AS basic,
                          count(*) FILTER (WHERE recent AND tier = 'premium') AS premium,
                          count(*) FILTER (WHERE recent AND tier = 'vip') AS vip,
                          least(168, coalesce(extract(epoch FROM $2::timestamptz - min(joined_at)) / 3600, 0))
                              ::double precision AS hours
                     FROM (SELECT tier, joined_at, joined_at > $2::timestamptz - interval '7 days' AS recent
                             FROM waitlist_entry_by_event
                            WHERE event_id = $1) joined) j
            """;

    private static final String ACCEPTANCE = """
            SELECT bucket, count(*) AS ended, count(*) FILTER (WHERE outcome = 'accepted') AS accepted
              FROM (SELECT outcome, width_bucket(hours_to_event, ARRAY[6, 24, 96]::double precision[]) AS bucket
                      FROM waitlist_offer
                     ORDER BY id DESC
                     LIMIT $1) latest
             WHERE outcome IN ('accepted', 'declined', 'lapsed')
             GROUP BY bucket
            """;

    private static final String HISTORY = """
            SELECT bucket, exposure_hours, cancellations FROM cancellation_history WHERE category = $1
            """;

    private static final String AHEAD = """
            SELECT least(quantity, 10) AS size, count(*) AS entries
              FROM waitlist_entry
             WHERE event_id = $1 AND status = 'waiting' AND (turn, id) < ($2, $3)
             GROUP BY size
            """;

    // An event is learnt from once, whoever comes first.
    private static final String LEARN = """
            WITH e AS MATERIALIZED (
                SELECT * FROM event
                 WHERE id = (SELECT id FROM event
                              WHERE status = 'completed' AND event_date > $2::timestamptz - interval '7 days'
                                AND NOT EXISTS (SELECT FROM cancellation_learnt l WHERE l.event_id = event.id)
                              ORDER BY event_date
                              LIMIT 1)
                   AND $1::boolean),
            """ + ORDERS + """
            noted AS (
                INSERT INTO cancellation_learnt (event_id, at) SELECT id, $2::timestamptz FROM e
                    ON CONFLICT DO NOTHING
             RETURNING event_id),
            exposure AS (
            """ + EXPOSURE + """
            ),
            learnt AS (
                INSERT INTO cancellation_history AS h (category, bucket, exposure_hours, cancellations)
                SELECT CASE WHEN e.price = 0 THEN 'free' ELSE 'paid' END, x.number - 1, x.exposure, x.cancelled
                  FROM e JOIN noted ON noted.event_id = e.id, exposure x
                 ORDER BY 1, 2
                    ON CONFLICT (category, bucket)
                    DO UPDATE SET exposure_hours = h.exposure_hours + excluded.exposure_hours,
                                  cancellations = h.cancellations + excluded.cancellations)
            SELECT count(*) AS events FROM noted
            """;

    /** What is known of an event and of those who wait for it; empty when the event is unknown or over. */
    record Known(Situation situation, Sizes waiting) {}

    Future<Optional<Known>> known(SqlClient shard, UUID eventId, OfferPolicy policy, Instant now) {
        return shard.preparedQuery(SITUATION)
                .execute(Tuple.of(eventId, utc(now), starts(), ends()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    Row row = rows.iterator().next();
                    if (!"active".equals(row.getString("status"))) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    return Future.all(hazard(shard, row.getString("category")), acceptance(shard))
                            .map(both -> Optional.of(known(row, policy, both.resultAt(0), both.resultAt(1))));
                });
    }

    /** The sizes of the entries before a place in the order. */
    Future<Sizes> ahead(SqlClient shard, WaitlistEntry entry) {
        return shard.preparedQuery(AHEAD)
                .execute(Tuple.of(entry.eventId(), entry.turn().toEpochMilli(), entry.id()))
                .map(rows -> {
                    long[] counts = new long[Sizes.LARGEST + 1];
                    rows.forEach(row -> counts[row.getInteger("size")] = row.getLong("entries"));
                    return Sizes.of(counts);
                });
    }

    /** Learns from one event that is over; false when there was none left. */
    Future<Boolean> learn(SqlClient shard, Instant now) {
        return shard.preparedQuery(LEARN)
                .execute(Tuple.of(true, utc(now), starts(), ends()))
                .map(rows -> rows.iterator().next().getLong("events") > 0);
    }

    private Future<CancellationHazard> hazard(SqlClient shard, String category) {
        return shard.preparedQuery(HISTORY).execute(Tuple.of(category)).map(rows -> {
            double[] exposure = new double[CancellationHazard.BUCKETS];
            long[] cancellations = new long[CancellationHazard.BUCKETS];
            for (Row row : rows) {
                exposure[row.getInteger("bucket")] = row.getDouble("exposure_hours");
                cancellations[row.getInteger("bucket")] = row.getLong("cancellations");
            }
            return CancellationHazard.learned(exposure, cancellations);
        });
    }

    private Future<Acceptance> acceptance(SqlClient shard) {
        return shard.preparedQuery(ACCEPTANCE).execute(Tuple.of(LATEST_OFFERS)).map(rows -> {
            long[] accepted = new long[Acceptance.BUCKETS];
            long[] ended = new long[Acceptance.BUCKETS];
            for (Row row : rows) {
                accepted[row.getInteger("bucket")] = row.getLong("accepted");
                ended[row.getInteger("bucket")] = row.getLong("ended");
            }
            return Acceptance.learned(accepted, ended);
        });
    }

    private static Known known(Row row, OfferPolicy policy, CancellationHazard hazard, Acceptance acceptance) {
        Sizes orders = sizes(row, "order_sizes");
        Double[] exposure = row.getArrayOfDoubles("exposure");
        double expected =
                hazard.expected(Stream.of(exposure).mapToDouble(hours -> hours).toArray());
        Situation situation = new Situation(
                row.getDouble("hours_to_event"),
                orders.total(),
                orders,
                row.getLong("cancellations"),
                expected,
                Math.max(0, row.getInteger("free_seats")),
                Math.toIntExact(row.getLong("seats_on_offer")),
                JoinRates.seen(
                        row.getLong("basic"), row.getLong("premium"), row.getLong("vip"), row.getDouble("hours")),
                policy,
                hazard,
                acceptance);
        return new Known(situation, sizes(row, "waiting_sizes"));
    }

    private static Sizes sizes(Row row, String column) {
        return Sizes.of(
                Stream.of(row.getArrayOfLongs(column)).mapToLong(count -> count).toArray());
    }

    private static Double[] starts() {
        return IntStream.range(0, CancellationHazard.BUCKETS)
                .mapToObj(CancellationHazard::start)
                .toArray(Double[]::new);
    }

    private static Double[] ends() {
        return IntStream.range(0, CancellationHazard.BUCKETS)
                .mapToObj(bucket -> Math.min(FAR, CancellationHazard.end(bucket)))
                .toArray(Double[]::new);
    }
}
