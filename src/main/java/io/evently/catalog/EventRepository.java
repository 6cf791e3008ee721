package io.evently.catalog;

import io.evently.inventory.SeatReturn;
import io.evently.money.Currencies;
import io.evently.outbox.Announcement;
import io.evently.storage.Shard;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.utc;

/** The only class that writes the catalogue's part of the table {@code event}. */
final class EventRepository {
    // The score of nought makes a new event show up among the popular ones before it is first scored.
    private static final String INSERT =
            """
            WITH created AS (
                INSERT INTO event (id, name, description, venue, event_date, total_capacity, price, currency,
                                   created_at, updated_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
                ON CONFLICT (id) DO NOTHING
             RETURNING *, event),
            scored AS (INSERT INTO event_popularity (event_id) SELECT id FROM created),
            priced AS (
                INSERT INTO price_change (event_id, version, at, price, currency, cause)
                SELECT id, version, $9, price, currency, 'created' FROM created),
            %s
            SELECT %s FROM created
            """.formatted(Announcement.of("event_created(event)", "created", "$9"), EventRows.COLUMNS);

    private static final String[] WHOLE = Currencies.withoutPlaces().toArray(String[]::new);

    private static final String GET = "SELECT %s FROM event WHERE id = $1".formatted(EventRows.COLUMNS);

    private static final String GET_ALL = "SELECT %s FROM event WHERE id = ANY ($1)".formatted(EventRows.COLUMNS);

    // Looks and changes under one row lock, so that the reason of a refusal is the one it had. Fewer seats are taken
    // away here; more are left to the statement that returns seats, in the same transaction. The counters are written
    // as they are, because PostgreSQL checks its constraints on the row of the snapshot before it goes on to the
    // newest.
    private static final String UPDATE = """
            WITH target AS (
                SELECT id, status, version, total_capacity, seats_sold, seats_held, currency,
                       name AS name_was, venue AS venue_was, event_date AS date_was, price AS price_was
                  FROM event WHERE id = $1 FOR UPDATE),
            allowed AS (
                SELECT id, total_capacity, seats_sold, seats_held FROM target
                 WHERE status = 'active'
                   AND ($9::integer[] IS NULL OR version = ANY ($9::integer[]))
                   AND ($6::integer IS NULL OR $6::integer >= seats_sold + seats_held)
                   AND ($8::text IS NULL OR $8::text = currency OR seats_sold + seats_held = 0)
                   AND (coalesce($7::numeric, price_was) = trunc(coalesce($7::numeric, price_was))
                        OR $7::numeric IS NULL AND $8::text IS NULL
                        OR coalesce($8::text, currency) <> ALL ($11::text[]))),
            changed AS (
                UPDATE event
                   SET seats_sold = allowed.seats_sold,
                       seats_held = allowed.seats_held,
                       name = coalesce($2, name),
                       description = coalesce($3, description),
                       venue = coalesce($4, venue),
                       event_date = coalesce($5, event_date),
                       total_capacity = least(allowed.total_capacity, $6::integer),
                       price = coalesce($7, price),
                       currency = coalesce($8::text, currency),
                       version = version + 1,
                       updated_at = $10
                  FROM allowed
                 WHERE event.id = allowed.id
             RETURNING %s, event),
            priced AS (
                INSERT INTO price_change (event_id, version, at, price_was, price, currency, cause, reason, changed_by, inputs)
                SELECT c.id, c.version, $10, t.price_was, c.price, c.currency, $12, $13, $14, $15::text::json
                  FROM changed c JOIN target t ON t.id = c.id
                 WHERE c.price <> t.price_was OR c.currency <> t.currency),
            facts AS (
                SELECT 1 AS ord, event_updated(event, coalesce($6::integer, c.total_capacity), array_remove(ARRAY[
                           CASE WHEN c.name <> t.name_was THEN 'name' END,
                           CASE WHEN c.venue <> t.venue_was THEN 'venue' END,
                           CASE WHEN c.event_date <> t.date_was THEN 'event_date' END], NULL)) AS fact
                  FROM changed c JOIN target t ON t.id = c.id
                 UNION ALL
                SELECT 2, event_repriced(c.id, t.price_was, t.currency, c.price, c.currency, c.version)
                  FROM changed c JOIN target t ON t.id = c.id
                 WHERE c.price <> t.price_was OR c.currency <> t.currency),
            %s
            SELECT %s, target.status AS status_was, target.version AS version_was,
                   target.total_capacity AS capacity_was, target.price_was, target.currency AS currency_was, target.seats_sold AS sold_was, target.seats_held AS held_was
              FROM target LEFT JOIN changed ON changed.id = target.id
            """.formatted(
                    EventRows.columnsOf("event"),
                    Announcement.of("fact ORDER BY ord", "facts", "$10"),
                    EventRows.columnsOf("changed"));

    private static final String ON_SALE = """
            SELECT coalesce(sum(seats_sold), 0)::bigint, coalesce(sum(seats_held), 0)::bigint,
                   coalesce(sum(total_capacity - seats_sold - seats_held), 0)::bigint
              FROM event
             WHERE status = 'active'
            """;

    private static final String GROW =
            SeatReturn.statement("""
            freed AS (
                SELECT id AS event_id, 0 AS sold, 0 AS held, $2::integer - total_capacity AS added
                  FROM event WHERE id = $1 AND total_capacity < $2::integer FOR UPDATE)
            """, "$3::timestamptz", "SELECT id, available FROM seats_returned");

    // Rows that a booking holds at the moment are left for the next look, so that a sweep never waits.
    private static final String COMPLETE = """
            WITH due AS (
                SELECT id FROM event
                 WHERE status = 'active' AND event_date <= $1
                 ORDER BY event_date, id LIMIT $2 FOR UPDATE SKIP LOCKED),
            completed AS (
                UPDATE event SET status = 'completed', version = version + 1, updated_at = $1
                  FROM due WHERE event.id = due.id
             RETURNING event),
            %s
            SELECT count(*) AS completed FROM completed
            """.formatted(Announcement.of("event_completed(event)", "completed", "$1"));

    /** Stores a new event with its notice; empty when the id is there already. */
    Future<Optional<Event>> insert(SqlClient shard, UUID id, CreateEvent wish, Instant now) {
        Tuple values = Tuple.of(
                id,
                wish.name(),
                wish.description(),
                wish.venue(),
                utc(wish.eventDate()),
                wish.totalCapacity(),
                wish.price(),
                wish.currency(),
                utc(now));
        return shard.preparedQuery(INSERT).execute(values).map(EventRepository::first);
    }

    Future<Optional<Event>> get(SqlClient shard, UUID id) {
        return shard.preparedQuery(GET).execute(Tuple.of(id)).map(EventRepository::first);
    }

    /** The events that are there, in no particular order. */
    Future<List<Event>> get(SqlClient shard, List<UUID> ids) {
        return shard.preparedQuery(GET_ALL)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Event> events = new ArrayList<>(rows.size());
                    rows.forEach(row -> events.add(EventRows.event(row)));
                    return events;
                });
    }

    /** Changes an event that is on sale, or says why not. One statement; two when seats are added. */
    Future<UpdateOutcome> update(Shard shard, UpdateEvent wish, Instant now) {
        Integer capacity = wish.totalCapacity();
        if (capacity == null) {
            return change(shard.pool(), wish, PriceReason.EDITED, now).map(Change::outcome);
        }
        return shard.pool()
                .withTransaction(connection -> change(connection, wish, PriceReason.EDITED, now)
                        .compose(change -> change.grows(capacity)
                                ? grow(connection, wish.eventId(), capacity, now)
                                : Future.succeededFuture(change.outcome())));
    }

    /** The same for nothing but the price. */
    Future<UpdateOutcome> update(Shard shard, ChangePrice wish, Instant now) {
        PriceReason why = new PriceReason(wish.cause(), wish.reason(), wish.changedBy(), wish.inputs());
        return change(shard.pool(), wish.asUpdate(), why, now).map(Change::outcome);
    }

    /** The seats of the events on sale. */
    Future<SeatsOnSale> onSale(SqlClient shard) {
        return shard.preparedQuery(ON_SALE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new SeatsOnSale(row.getLong(0), row.getLong(1), row.getLong(2));
        });
    }

    /** Ends events whose date has come, at most {@code limit} of them; how many there were. */
    Future<Integer> complete(SqlClient shard, Instant now, int limit) {
        return shard.preparedQuery(COMPLETE)
                .execute(Tuple.of(utc(now), limit))
                .map(rows -> rows.iterator().next().getInteger("completed"));
    }

    private Future<Change> change(SqlClient client, UpdateEvent wish, PriceReason why, Instant now) {
        List<Integer> versions = wish.versions();
        Tuple values = Tuple.tuple()
                .addUUID(wish.eventId())
                .addString(wish.name())
                .addString(wish.description())
                .addString(wish.venue())
                .addOffsetDateTime(wish.eventDate() == null ? null : utc(wish.eventDate()))
                .addInteger(wish.totalCapacity())
                .addBigDecimal(wish.price())
                .addString(wish.currency())
                .addArrayOfInteger(versions == null ? null : versions.toArray(Integer[]::new))
                .addOffsetDateTime(utc(now))
                .addValue(WHOLE)
                .addString(why.cause().code())
                .addString(why.reason())
                .addUUID(why.changedBy())
                .addString(why.inputs());
        return client.preparedQuery(UPDATE).execute(values).map(rows -> changeOf(rows, wish));
    }

    private Future<UpdateOutcome> grow(SqlConnection connection, UUID id, int capacity, Instant now) {
        return connection
                .preparedQuery(GROW)
                .execute(Tuple.of(id, capacity, utc(now)))
                .compose(grown -> get(connection, id))
                .map(event -> new UpdateOutcome.Updated(event.orElseThrow()));
    }

    private static Change changeOf(RowSet<Row> rows, UpdateEvent wish) {
        var row = rows.iterator();
        if (!row.hasNext()) {
            return new Change(new UpdateOutcome.NotFound(), 0);
        }
        Row found = row.next();
        return new Change(outcomeOf(found, wish), found.getInteger("capacity_was"));
    }

    private static UpdateOutcome outcomeOf(Row row, UpdateEvent wish) {
        if (row.getUUID(0) != null) {
            return new UpdateOutcome.Updated(EventRows.event(row));
        }
        int version = row.getInteger("version_was");
        EventStatus status = EventStatus.of(row.getString("status_was")).orElseThrow();
        int sold = row.getInteger("sold_was");
        int held = row.getInteger("held_was");
        if (wish.versions() != null && !wish.versions().contains(version)) {
            return new UpdateOutcome.VersionMismatch(version);
        }
        if (status != EventStatus.ACTIVE) {
            return new UpdateOutcome.NotEditable(status);
        }
        if (wish.totalCapacity() != null && wish.totalCapacity() < sold + held) {
            return new UpdateOutcome.CapacityTaken(wish.totalCapacity(), sold, held);
        }
        String currency = wish.currency() == null ? row.getString("currency_was") : wish.currency();
        BigDecimal price = wish.price() == null ? row.getBigDecimal("price_was") : wish.price();
        if (!Currencies.payable(price, currency)) {
            return new UpdateOutcome.Invalid(Map.of("price", EventRules.notPayable(currency)));
        }
        return new UpdateOutcome.CurrencyInUse(sold, held);
    }

    private static Optional<Event> first(RowSet<Row> rows) {
        var row = rows.iterator();
        return row.hasNext() ? Optional.of(EventRows.event(row.next())) : Optional.empty();
    }

    private record PriceReason(
            PriceCause cause,
            @Nullable String reason,
            @Nullable UUID changedBy,
            @Nullable String inputs) {
        static final PriceReason EDITED = new PriceReason(PriceCause.EDITED, null, null, null);
    }

    /** What came of the first statement, and the capacity before it. */
    record Change(UpdateOutcome outcome, int capacityBefore) {
        boolean grows(int capacity) {
            return outcome instanceof UpdateOutcome.Updated && capacity > capacityBefore;
        }
    }
}
