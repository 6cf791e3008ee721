package io.evently.analytics.service;

import io.evently.analytics.service.Batch.CustomerDay;
import io.evently.analytics.service.Batch.EventMinute;
import io.evently.analytics.service.Batch.Sum;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** Adds to the sums of a shard, and says how far they are. */
final class RollupRepository {
    private static final String STATE = """
            SELECT position, refusals, included, built_at IS NOT NULL AS built FROM analytics_state FOR UPDATE
            """;

    private static final String INCLUDED = """
            SELECT id, number, size FROM outbox WHERE number >= $1 AND number <= $2 AND id = ANY ($3::bigint[])
            """;

    private static final String ADD = """
            WITH happened AS (
                SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::bigint[],
                                     $7::numeric[])
                              AS h (event_id, minute, happening, currency, times, seats, amount)),
            """ + Sums.ADDED;

    private static final String PURCHASED = """
            INSERT INTO customer_day AS c (user_id, day, currency, bookings, seats, amount)
            SELECT * FROM unnest($1::uuid[], $2::date[], $3::text[], $4::bigint[], $5::bigint[], $6::numeric[])
                          AS p (user_id, day, currency, bookings, seats, amount)
             ORDER BY 1, 2, 3
                ON CONFLICT (user_id, day, currency) DO UPDATE
                SET bookings = c.bookings + excluded.bookings, seats = c.seats + excluded.seats,
                    amount = c.amount + excluded.amount
            """;

    private static final String FORGET = """
            DELETE FROM customer_day WHERE user_id = ANY ($1::uuid[]) AND bookings = 0
            """;

    private static final String ADVANCE = """
            UPDATE analytics_state
               SET position = CASE WHEN built_at IS NULL THEN position ELSE greatest(position, $1) END,
                   refusals = greatest(refusals, $1), included = $2::bigint[]
            """;

    private static final String PRUNE = """
            DELETE FROM span_tally WHERE span = 'minute' AND begins < $1
            """;

    /**
     * How far the sums of a shard are.
     *
     * @param position facts up to here are in them
     * @param refusals the same for refusals
     * @param included rows of the outbox that are in them, though they had no number yet
     * @param built false until what was there before is in them; until then only refusals are added
     */
    record State(long position, long refusals, List<Long> included, boolean built) {

        State without(Set<Long> done) {
            return new State(
                    position,
                    refusals,
                    included.stream().filter(id -> !done.contains(id)).toList(),
                    built);
        }
    }

    /** A row of the outbox whose facts are in the sums already. */
    record Included(long id, long number, int size) {
        boolean has(long fact) {
            return fact > number - size && fact <= number;
        }
    }

    /** Locks the state until the transaction ends. */
    Future<State> state(SqlClient transaction) {
        return transaction.preparedQuery(STATE).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new State(
                    row.getLong("position"),
                    row.getLong("refusals"),
                    Arrays.asList(row.getArrayOfLongs("included")),
                    row.getBoolean("built"));
        });
    }

    /** Those of the included rows that end with a fact from {@code first} to {@code last}. */
    Future<List<Included>> included(SqlClient transaction, State state, long first, long last) {
        if (state.included().isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return transaction
                .preparedQuery(INCLUDED)
                .execute(Tuple.of(first, last, state.included().toArray(Long[]::new)))
                .map(rows -> {
                    List<Included> found = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            found.add(new Included(row.getLong("id"), row.getLong("number"), row.getInteger("size"))));
                    return found;
                });
    }

    /** Adds a batch to the sums. */
    Future<Void> add(SqlClient transaction, Batch batch) {
        return addHappened(transaction, batch.happened())
                .compose(added -> addPurchases(transaction, batch.purchases()));
    }

    /** Notes that facts up to this number are in the sums. */
    Future<Void> advance(SqlClient transaction, State state, long number) {
        return transaction
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(number).addValue(state.included().toArray(Long[]::new)))
                .mapEmpty();
    }

    /** Forgets minutes before this time. */
    Future<Void> prune(SqlClient shard, Instant before) {
        return shard.preparedQuery(PRUNE).execute(Tuple.of(utc(before))).mapEmpty();
    }

    private static Future<Void> addHappened(SqlClient transaction, Map<EventMinute, Sum> happened) {
        if (happened.isEmpty()) {
            return Future.succeededFuture();
        }
        int size = happened.size();
        UUID[] events = new UUID[size];
        OffsetDateTime[] minutes = new OffsetDateTime[size];
        String[] kinds = new String[size];
        String[] currencies = new String[size];
        Sums.Columns sums = new Sums.Columns(size);
        int i = 0;
        for (Map.Entry<EventMinute, Sum> entry : happened.entrySet()) {
            EventMinute key = entry.getKey();
            events[i] = key.eventId();
            minutes[i] = utc(key.minute());
            kinds[i] = key.happening().code();
            currencies[i] = key.currency();
            sums.set(i, entry.getValue());
            i++;
        }
        return transaction
                .preparedQuery(ADD)
                .execute(sums.after(Tuple.of(events, minutes, kinds, currencies)))
                .mapEmpty();
    }

    private static Future<Void> addPurchases(SqlClient transaction, Map<CustomerDay, Sum> purchases) {
        int size = (int) purchases.values().stream()
                .filter(RollupRepository::isSomething)
                .count();
        if (size == 0) {
            return Future.succeededFuture();
        }
        UUID[] users = new UUID[size];
        LocalDate[] days = new LocalDate[size];
        String[] currencies = new String[size];
        Sums.Columns sums = new Sums.Columns(size);
        List<UUID> givers = new ArrayList<>();
        int i = 0;
        for (Map.Entry<CustomerDay, Sum> entry : purchases.entrySet()) {
            if (isSomething(entry.getValue())) {
                CustomerDay key = entry.getKey();
                users[i] = key.userId();
                days[i] = key.day();
                currencies[i] = key.currency();
                sums.set(i, entry.getValue());
                i++;
                if (entry.getValue().times() < 0) {
                    givers.add(key.userId());
                }
            }
        }
        return transaction
                .preparedQuery(PURCHASED)
                .execute(sums.after(Tuple.of(users, days, currencies)))
                .compose(added -> givers.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : transaction
                                .preparedQuery(FORGET)
                                .execute(Tuple.of((Object) givers.toArray(UUID[]::new)))
                                .<Void>mapEmpty());
    }

    // What was booked and given back within one batch leaves nothing.
    private static boolean isSomething(Sum sum) {
        return sum.times() != 0 || sum.seats() != 0 || sum.amount().signum() != 0;
    }

    /** What adding and making anew have in common. */
    static final class Sums {
        /** Adds the rows of {@code happened} to the tables; what is left of the statement that begins with them. */
        static final String ADDED = """
            by_event AS (
                INSERT INTO event_tally AS t (event_id, hour, happening, currency, times, seats, amount)
                SELECT event_id, date_trunc('hour', minute, 'UTC'), happening, currency, sum(times), sum(seats), sum(amount)
                  FROM happened
                 GROUP BY 1, 2, 3, 4
                 ORDER BY 1, 2, 3, 4
                    ON CONFLICT (event_id, hour, happening, currency) DO UPDATE
                    SET times = t.times + excluded.times, seats = t.seats + excluded.seats,
                        amount = t.amount + excluded.amount),
            by_span AS (
                INSERT INTO span_tally AS t (span, begins, happening, currency, times, seats, amount)
                SELECT s.span, s.begins, happening, currency, sum(times), sum(seats), sum(amount)
                  FROM happened
                 CROSS JOIN LATERAL (VALUES ('minute', minute), ('day', date_trunc('day', minute, 'UTC')),
                                            ('total', 'epoch'::timestamptz)) AS s (span, begins)
                 GROUP BY 1, 2, 3, 4
                 ORDER BY 1, 2, 3, 4
                    ON CONFLICT (span, begins, happening, currency) DO UPDATE
                    SET times = t.times + excluded.times, seats = t.seats + excluded.seats,
                        amount = t.amount + excluded.amount)
            SELECT count(*) AS rows FROM happened
            """;

        /**
         * The same for what may be long past: minutes are only for what happens now.
         *
         * @param since the parameter of the statement from which on there are minutes
         */
        static String addedWithMinutesSince(String since) {
            return ADDED.replace(
                    "AS s (span, begins)", "AS s (span, begins)\n WHERE s.span <> 'minute' OR s.begins >= " + since);
        }

        private Sums() {}

        /** Sums as columns, the form in which a statement takes many rows. */
        static final class Columns {
            private final Long[] times;
            private final Long[] seats;
            private final BigDecimal[] amounts;

            Columns(int size) {
                times = new Long[size];
                seats = new Long[size];
                amounts = new BigDecimal[size];
            }

            void set(int i, Sum sum) {
                times[i] = sum.times();
                seats[i] = sum.seats();
                amounts[i] = sum.amount();
            }

            Tuple after(Tuple keys) {
                return keys.addValue(times).addValue(seats).addValue(amounts);
            }
        }
    }
}
