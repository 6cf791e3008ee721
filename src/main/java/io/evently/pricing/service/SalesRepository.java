package io.evently.pricing.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evently.pricing.model.CurveCounts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.utc;

/** The only class that writes what was sold at which price, and what events that are over have taught. */
final class SalesRepository {
    private static final JsonMapper MAPPER = new JsonMapper();

    // Refusals name no price: they are counted at the present one. Prices come as text: the client cannot write an
    // array of numbers some of
    // which are null. What is over is not counted any more.
    private static final String COUNT = """
            INSERT INTO pricing_sales (event_id, hour, price, orders, seats, refused)
            SELECT w.event_id, w.hour, coalesce(w.price::numeric, e.price), sum(w.orders), sum(w.seats), sum(w.refused)
              FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::integer[], $5::integer[], $6::integer[])
                   AS w (event_id, hour, price, orders, seats, refused)
             CROSS JOIN LATERAL (
                   SELECT price FROM event WHERE id = w.event_id AND status = 'active' OFFSET 0) e
             GROUP BY w.event_id, w.hour, coalesce(w.price::numeric, e.price)
             ORDER BY w.event_id, w.hour, coalesce(w.price::numeric, e.price)
                ON CONFLICT (event_id, hour, price) DO UPDATE
               SET orders = pricing_sales.orders + excluded.orders,
                   seats = pricing_sales.seats + excluded.seats,
                   refused = pricing_sales.refused + excluded.refused
            """;

    private static final String EXPERIENCE =
            "SELECT events, orders, seats, capacity, curve::text AS curve FROM pricing_experience";

    private static final String LEARN = """
            UPDATE pricing_experience SET events = $1, orders = $2, seats = $3, capacity = $4, curve = $5::text::json
            """;

    private static final String ENDED = """
            SELECT e.id, e.created_at, e.event_date, e.total_capacity,
                   s.hour, s.price, s.orders, s.seats, s.refused, s.sold_out_seconds
              FROM event e
              JOIN pricing_sales s ON s.event_id = e.id
             WHERE e.id = ANY ($1)
             ORDER BY e.id, s.hour
            """;

    private static final String FORGET_SALES = "DELETE FROM pricing_sales WHERE event_id = ANY ($1)";
    private static final String FORGET_STATES = "DELETE FROM pricing_state WHERE event_id = ANY ($1)";

    // One node at a time; what passed while nobody looked is not known.
    private static final String SWEEP = """
            WITH mine AS MATERIALIZED (
                SELECT swept_at FROM pricing_experience
                 WHERE swept_at IS NULL OR swept_at <= $3 FOR UPDATE SKIP LOCKED),
            swept AS (UPDATE pricing_experience SET swept_at = $1 WHERE EXISTS (SELECT FROM mine)),
            sold_out AS (
                INSERT INTO pricing_sales (event_id, hour, price, sold_out_seconds)
                SELECT e.id, date_trunc('hour', $1::timestamptz, 'UTC'), e.price,
                       least(extract(epoch FROM $1::timestamptz - mine.swept_at), $2)::integer
                  FROM mine
                  JOIN event e ON e.status = 'active' AND e.event_date > $1
                   AND e.seats_sold + e.seats_held >= e.total_capacity
                 WHERE mine.swept_at < $1
                 ORDER BY e.id
                    ON CONFLICT (event_id, hour, price) DO UPDATE
                   SET sold_out_seconds = least(3600, pricing_sales.sold_out_seconds + excluded.sold_out_seconds))
            SELECT EXISTS (SELECT FROM mine) AS mine
            """;

    /** Counts of one event, hour and price; no price stands for the present one. */
    record Count(UUID eventId, Instant hour, @Nullable BigDecimal price, int orders, int seats, int refused) {}

    /** An event that is over, with all that was sold. */
    record Ended(UUID id, Instant onSaleSince, Instant date, int capacity, List<SalesRow> sales) {
        long orders() {
            return sales.stream().mapToLong(SalesRow::orders).sum();
        }

        long seats() {
            return sales.stream().mapToLong(SalesRow::seats).sum();
        }
    }

    /** Adds to what was sold. */
    Future<Void> count(SqlClient transaction, List<Count> counts) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(
                        counts.stream().map(Count::eventId).toArray(UUID[]::new),
                        counts.stream().map(count -> utc(count.hour())).toArray(OffsetDateTime[]::new),
                        counts.stream()
                                .map(count -> count.price() == null
                                        ? null
                                        : count.price().toPlainString())
                                .toArray(String[]::new),
                        counts.stream().map(Count::orders).toArray(Integer[]::new),
                        counts.stream().map(Count::seats).toArray(Integer[]::new),
                        counts.stream().map(Count::refused).toArray(Integer[]::new)))
                .mapEmpty();
    }

    Future<Experience> experience(SqlClient shard) {
        return shard.preparedQuery(EXPERIENCE)
                .execute()
                .map(rows -> experience(rows.iterator().next()));
    }

    /** The same, to be changed in this transaction. */
    Future<Experience> experienceLocked(SqlClient transaction) {
        return transaction
                .preparedQuery(EXPERIENCE + " FOR UPDATE")
                .execute()
                .map(rows -> experience(rows.iterator().next()));
    }

    Future<Void> learn(SqlClient transaction, Experience experience) {
        return transaction
                .preparedQuery(LEARN)
                .execute(Tuple.of(
                        experience.events(),
                        experience.orders(),
                        experience.seats(),
                        experience.capacity(),
                        json(experience.curve())))
                .mapEmpty();
    }

    /** Forgets the sales of events that are over. */
    Future<Void> forget(SqlClient transaction, List<UUID> ids) {
        Tuple events = Tuple.of((Object) ids.toArray(UUID[]::new));
        return transaction
                .preparedQuery(FORGET_SALES)
                .execute(events)
                .compose(done -> transaction.preparedQuery(FORGET_STATES).execute(events))
                .mapEmpty();
    }

    /**
     * Notes which events are sold out, for the time since the last look.
     *
     * @param interval between two looks; somebody who looks within half of it of another is not needed, and of a longer time not more than
     *     two of them count
     * @return whether it is this node's turn to look after the shard's prices
     */
    Future<Boolean> sweep(SqlClient shard, Instant now, Duration interval) {
        return shard.preparedQuery(SWEEP)
                .execute(Tuple.of(
                        utc(now), (double) interval.multipliedBy(2).toSeconds(), utc(now.minus(interval.dividedBy(2)))))
                .map(rows -> rows.iterator().next().getBoolean("mine"));
    }

    /** What was sold of events that are over. */
    Future<List<Ended>> ended(SqlClient transaction, List<UUID> ids) {
        return transaction
                .preparedQuery(ENDED)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Ended> events = new LinkedHashMap<>();
                    for (Row row : rows) {
                        events.computeIfAbsent(
                                        row.getUUID("id"),
                                        id -> new Ended(
                                                id,
                                                row.getOffsetDateTime("created_at")
                                                        .toInstant(),
                                                row.getOffsetDateTime("event_date")
                                                        .toInstant(),
                                                row.getInteger("total_capacity"),
                                                new ArrayList<>()))
                                .sales()
                                .add(PricingRepository.sales(row));
                    }
                    return List.copyOf(events.values());
                });
    }

    private static Experience experience(Row row) {
        String curve = row.getString("curve");
        return new Experience(
                row.getInteger("events"),
                row.getLong("orders"),
                row.getLong("seats"),
                row.getLong("capacity"),
                curve == null ? CurveCounts.NONE : curve(curve));
    }

    private static CurveCounts curve(String json) {
        try {
            return MAPPER.readValue(json, CurveCounts.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(CurveCounts curve) {
        try {
            return MAPPER.writeValueAsString(curve);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
