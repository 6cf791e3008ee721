package io.evently.pricing.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evently.catalog.PriceCause;
import io.evently.pricing.PriceChange;
import io.evently.pricing.PricedPage;
import io.evently.pricing.PricingMode;
import io.evently.pricing.PricingPlan;
import io.evently.pricing.model.DemandState;
import io.evently.pricing.model.PriceHistory;
import io.evently.pricing.model.Recommendation;
import io.evently.pricing.service.EventSales.Learnt;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import static io.evently.storage.Times.instantOrNull;
import static io.evently.storage.Times.utc;

/** The only class that reads and writes the tables of pricing; reads those of the catalogue. */
final class PricingRepository {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int SHOWN_CHANGES = 200;

    // The base price is the one that the organiser last gave the event itself, in its present currency. Limits that
    // were
    // chosen in another currency say nothing of this one.
    private static final String READ = """
            SELECT e.id, e.name, e.event_date, e.total_capacity, e.total_capacity - e.seats_sold - e.seats_held AS seats_left,
                   e.price, e.currency, e.status, e.version, e.created_at,
                   p.mode, p.monotone_up,
                   CASE WHEN p.updated_at >= c.currency_since THEN p.min_price END AS min_price,
                   CASE WHEN p.updated_at >= c.currency_since THEN p.max_price END AS max_price, p.max_changes, p.hold_out,
                   s.base_price AS learnt_at, s.state::text AS state,
                   coalesce(c.base_price, e.price) AS base_price, c.automatic, c.last_automatic, c.last_manual,
                   (SELECT oldest_waiting('pricing')) AS not_counted
              FROM event e
              LEFT JOIN pricing_plan p ON p.event_id = e.id
              LEFT JOIN pricing_state s ON s.event_id = e.id
             CROSS JOIN LATERAL (
                   SELECT coalesce((SELECT min(at) FROM price_change
                                     WHERE event_id = e.id
                                       AND version > (SELECT max(version) FROM price_change
                                                       WHERE event_id = e.id AND currency <> e.currency)),
                                   '-infinity') AS currency_since,
                          (array_agg(price ORDER BY version DESC) FILTER (WHERE cause IN ('created', 'edited')))[1] AS base_price,
                          count(*) FILTER (WHERE cause = 'automatic')::integer AS automatic,
                          max(at) FILTER (WHERE cause = 'automatic') AS last_automatic,
                          max(at) FILTER (WHERE cause IN ('edited', 'manual', 'recommended')) AS last_manual
                     FROM price_change
                    WHERE event_id = e.id AND currency = e.currency) c
             WHERE e.id = ANY ($1)
            """;

    private static final String CHANGES = """
            SELECT c.event_id, c.version, c.at, c.price, c.currency, c.cause, c.reason, c.changed_by, c.inputs::text AS inputs
              FROM unnest($1::uuid[]) AS w (event_id)
             CROSS JOIN LATERAL (
                   SELECT * FROM price_change WHERE event_id = w.event_id ORDER BY version DESC LIMIT $2) c
             ORDER BY c.event_id, c.version
            """;

    private static final String SALES = """
            SELECT s.*
              FROM unnest($1::uuid[], $2::timestamptz[]) AS w (event_id, since)
             CROSS JOIN LATERAL (
                   SELECT event_id, hour, price, orders, seats, refused, sold_out_seconds FROM pricing_sales
                    WHERE event_id = w.event_id AND hour >= w.since
                   OFFSET 0) s
             ORDER BY s.event_id, s.hour
            """;

    private static final String PRICED = """
            SELECT e.id, e.event_date
              FROM event e
              LEFT JOIN pricing_plan p ON p.event_id = e.id
             WHERE e.status = 'active' AND e.event_date > $1 AND e.price > 0 AND coalesce(p.mode, '') <> 'manual'
             ORDER BY e.event_date, e.id LIMIT $2
            """;

    private static final String COUNT_PRICED = """
            SELECT count(*)
              FROM event e
              LEFT JOIN pricing_plan p ON p.event_id = e.id
             WHERE e.status = 'active' AND e.event_date > $1 AND e.price > 0 AND coalesce(p.mode, '') <> 'manual'
            """;

    private static final String AUTOMATIC = """
            SELECT p.event_id
              FROM pricing_plan p
             CROSS JOIN LATERAL (
                   SELECT true FROM event WHERE id = p.event_id AND status = 'active' AND event_date > $1 OFFSET 0) e
             WHERE p.mode = 'automatic' AND NOT p.hold_out AND p.event_id > $2
             ORDER BY p.event_id LIMIT $3
            """;

    private static final String SAVE_PLAN = """
            INSERT INTO pricing_plan (event_id, mode, min_price, max_price, monotone_up, max_changes, hold_out, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (event_id) DO UPDATE
               SET mode = excluded.mode, min_price = excluded.min_price, max_price = excluded.max_price,
                   monotone_up = excluded.monotone_up, max_changes = excluded.max_changes, hold_out = excluded.hold_out,
                   updated_at = excluded.updated_at
            """;

    // Several nodes learn the same from the same sales; whoever is further has learnt more.
    private static final String KEEP = """
            INSERT INTO pricing_state (event_id, through, base_price, state)
            SELECT event_id, through, base_price, state::json
              FROM unnest($1::uuid[], $2::timestamptz[], $3::numeric[], $4::text[])
                   AS w (event_id, through, base_price, state)
             ORDER BY event_id
                ON CONFLICT (event_id) DO UPDATE
               SET through = excluded.through, base_price = excluded.base_price, state = excluded.state
             WHERE pricing_state.through < excluded.through OR pricing_state.base_price <> excluded.base_price
            """;

    /** The events that exist, with all that is known of them. Three statements, however many they are. */
    Future<List<EventSales>> read(SqlClient shard, List<UUID> ids, Instant now) {
        UUID[] wanted = ids.toArray(UUID[]::new);
        return shard.preparedQuery(READ).execute(Tuple.of((Object) wanted)).compose(rows -> {
            List<EventSales> events = new ArrayList<>(rows.size());
            rows.forEach(row -> events.add(event(row, now)));
            return changes(shard, wanted)
                    .compose(changes -> sales(shard, events)
                            .map(sales -> events.stream()
                                    .map(event -> event.with(
                                            changes.getOrDefault(event.id(), List.of()),
                                            sales.getOrDefault(event.id(), List.of())))
                                    .toList()));
        });
    }

    private Future<Map<UUID, List<PriceChange>>> changes(SqlClient shard, UUID[] ids) {
        return shard.preparedQuery(CHANGES)
                .execute(Tuple.of(ids, SHOWN_CHANGES))
                .map(rows -> {
                    Map<UUID, List<PriceChange>> changes = new HashMap<>();
                    for (Row row : rows) {
                        changes.computeIfAbsent(row.getUUID("event_id"), id -> new ArrayList<>())
                                .add(new PriceChange(
                                        row.getInteger("version"),
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getBigDecimal("price"),
                                        row.getString("currency"),
                                        PriceCause.of(row.getString("cause")),
                                        row.getString("reason"),
                                        row.getUUID("changed_by"),
                                        row.getString("inputs")));
                    }
                    return changes;
                });
    }

    private Future<Map<UUID, List<SalesRow>>> sales(SqlClient shard, List<EventSales> events) {
        UUID[] ids = events.stream().map(EventSales::id).toArray(UUID[]::new);
        OffsetDateTime[] since = events.stream().map(event -> utc(from(event))).toArray(OffsetDateTime[]::new);
        return shard.preparedQuery(SALES)
                .execute(Tuple.tuple().addValue(ids).addValue(since))
                .map(rows -> {
                    Map<UUID, List<SalesRow>> sales = new HashMap<>();
                    for (Row row : rows) {
                        sales.computeIfAbsent(row.getUUID("event_id"), id -> new ArrayList<>())
                                .add(sales(row));
                    }
                    return sales;
                });
    }

    // Hours begin before what happens in them.
    private static Instant from(EventSales event) {
        Learnt learnt = event.usable();
        return learnt == null
                ? event.onSaleSince().minus(Duration.ofHours(1))
                : learnt.state().through();
    }

    /** Which events have a price to think about, the soonest first, and how many they are in all. */
    Future<PricedPage> priced(SqlClient shard, int limit, Instant now) {
        return shard.preparedQuery(PRICED).execute(Tuple.of(utc(now), limit)).compose(rows -> {
            List<PricedPage.Item> items = new ArrayList<>(rows.size());
            rows.forEach(row -> items.add(new PricedPage.Item(
                    row.getUUID("id"), row.getOffsetDateTime("event_date").toInstant())));
            return items.size() < limit
                    ? Future.succeededFuture(new PricedPage(items, items.size()))
                    : shard.preparedQuery(COUNT_PRICED)
                            .execute(Tuple.of(utc(now)))
                            .map(counted -> new PricedPage(
                                    items, counted.iterator().next().getLong(0)));
        });
    }

    /** The next events after an id whose prices change by themselves. */
    Future<List<UUID>> automatic(SqlClient shard, Instant now, UUID after, int limit) {
        return shard.preparedQuery(AUTOMATIC)
                .execute(Tuple.of(utc(now), after, limit))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>(rows.size());
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return ids;
                });
    }

    Future<Void> save(SqlClient shard, UUID eventId, PricingPlan plan, Instant now) {
        return shard.preparedQuery(SAVE_PLAN)
                .execute(Tuple.of(
                                eventId,
                                plan.mode().code(),
                                plan.minPrice(),
                                plan.maxPrice(),
                                plan.monotoneUp(),
                                plan.maxChanges())
                        .addBoolean(plan.holdOut())
                        .addOffsetDateTime(utc(now)))
                .mapEmpty();
    }

    /** Keeps what was learnt, so that it is not learnt again. */
    Future<Void> keep(SqlClient shard, Map<UUID, Learnt> learnt) {
        if (learnt.isEmpty()) {
            return Future.succeededFuture();
        }
        int count = learnt.size();
        List<UUID> ids = new ArrayList<>(count);
        List<OffsetDateTime> through = new ArrayList<>(count);
        List<BigDecimal> basePrices = new ArrayList<>(count);
        List<String> states = new ArrayList<>(count);
        learnt.forEach((id, it) -> {
            ids.add(id);
            through.add(utc(it.state().through()));
            basePrices.add(it.basePrice());
            states.add(json(it.state()));
        });
        return shard.preparedQuery(KEEP)
                .execute(Tuple.of(
                        ids.toArray(UUID[]::new),
                        through.toArray(OffsetDateTime[]::new),
                        basePrices.toArray(BigDecimal[]::new),
                        states.toArray(String[]::new)))
                .mapEmpty();
    }

    /** What a recommendation was computed from, as a JSON object. */
    static String inputs(Recommendation recommendation) {
        return json(recommendation.inputs());
    }

    private static EventSales event(Row row, Instant now) {
        Instant notCounted = instantOrNull(row.getOffsetDateTime("not_counted"));
        return new EventSales(
                row.getUUID("id"),
                row.getString("name"),
                row.getOffsetDateTime("event_date").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getInteger("total_capacity"),
                row.getInteger("seats_left"),
                row.getBigDecimal("price"),
                row.getString("currency"),
                row.getString("status"),
                row.getInteger("version"),
                row.getBigDecimal("base_price"),
                plan(row),
                new PriceHistory(
                        row.getInteger("automatic"),
                        instantOrNull(row.getOffsetDateTime("last_automatic")),
                        instantOrNull(row.getOffsetDateTime("last_manual"))),
                notCounted == null ? now : notCounted,
                Optional.ofNullable(row.getString("state"))
                        .map(state -> new Learnt(row.getBigDecimal("learnt_at"), read(state, DemandState.class)))
                        .orElse(null),
                List.of(),
                List.of());
    }

    private static PricingPlan plan(Row row) {
        String mode = row.getString("mode");
        return mode == null
                ? PricingPlan.USUAL
                : new PricingPlan(
                        PricingMode.of(mode),
                        row.getBigDecimal("min_price"),
                        row.getBigDecimal("max_price"),
                        row.getBoolean("monotone_up"),
                        row.getInteger("max_changes"),
                        row.getBoolean("hold_out"));
    }

    static SalesRow sales(Row row) {
        return new SalesRow(
                row.getOffsetDateTime("hour").toInstant(),
                row.getBigDecimal("price"),
                row.getInteger("orders"),
                row.getInteger("seats"),
                row.getInteger("refused"),
                row.getInteger("sold_out_seconds"));
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
