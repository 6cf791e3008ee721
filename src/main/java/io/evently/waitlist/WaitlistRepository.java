package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.waitlist.policy.OfferPolicy;
import io.evently.waitlist.policy.OfferWindow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.storage.Times.instantOrNull;
import static io.evently.storage.Times.utc;

/**
 * Entries and offers of one shard. What changes them are functions of the database, because each must look again after it
 * has got the lock of the event.
 */
final class WaitlistRepository {
    private static final String POLICY = """
            UPDATE waitlist_policy
               SET from_hours = $1, window_seconds = $2, bypass_limit = $3, gather_hours = $4
             WHERE (from_hours, window_seconds, bypass_limit, gather_hours) IS DISTINCT FROM ($1, $2, $3, $4)
            """;

    // One after the other in the order of the events, so that two such statements cannot wait for each other.
    private static final String JOIN = """
            SELECT w.ord, c.outcome, c.detail, c.entry, c.ahead, c.seats_ahead
              FROM (SELECT *
                      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::boolean[],
                                  $7::boolean[], $8::bigint[], $9::text[], $10::text[], $12::text[])
                           WITH ORDINALITY AS w (event_id, id, user_id, tier, quantity, auto_book, accept_partial, turn,
                                                 key, fingerprint, trace, ord)
                     ORDER BY event_id, ord
                    OFFSET 0) w
             CROSS JOIN LATERAL (
                   SELECT * FROM join_waitlist(w.event_id, w.id, w.user_id, w.tier, w.quantity, w.auto_book,
                                               w.accept_partial, w.turn, w.key, w.fingerprint, $11, w.trace)
                   OFFSET 0) c
            """;

    private static final String LEAVE = "SELECT gone, moved_up, seats FROM leave_waitlist($1, $2, $3, $4)";

    private static final String STANDING = """
              LEFT JOIN LATERAL (
                   SELECT * FROM waiting_before(w.event_id, w.turn, w.id)
                   OFFSET 0) b ON w.status = 'waiting'
            """;

    private static final String COLUMNS = """
            SELECT w.id, w.event_id, w.user_id, w.tier, w.quantity, w.auto_book, w.accept_partial, w.status, w.turn,
                   w.joined_at, w.seats_offered, w.offer_expires_at, w.unit_price, w.currency, w.booking_id,
                   b.entries AS ahead, b.seats AS seats_ahead
            """;

    private static final String ENTRY = COLUMNS + "  FROM waitlist_entry w\n" + STANDING;

    private static final String OF_USER = ENTRY + """
             WHERE w.event_id = $1 AND w.user_id = $2
             ORDER BY (w.status IN ('waiting', 'offered')) DESC, w.joined_at DESC, w.id DESC
             LIMIT 1
            """;

    private static final String BY_ID = ENTRY + " WHERE w.id = ANY ($1)";

    private static final String EVENT = "SELECT status, event_date, waitlist_count FROM event WHERE id = $1";

    // Three parts by three indexes, the last two only as far as the page reaches.
    private static final String PAGE = COLUMNS + """
              FROM (SELECT *
                      FROM (SELECT 0 AS part, 0::bigint AS place, * FROM waitlist_entry
                             WHERE event_id = $1 AND status = 'offered'
                            UNION ALL
                            (SELECT 1, turn, * FROM waitlist_entry
                              WHERE event_id = $1 AND status = 'waiting'
                              ORDER BY turn, id
                              LIMIT $3::integer + $4::integer)
                            UNION ALL
                            (SELECT 2, -epoch_millis(ended_at), * FROM waitlist_entry
                              WHERE event_id = $1 AND status NOT IN ('waiting', 'offered')
                                AND ($2::text IS NULL OR status = $2)
                              ORDER BY ended_at DESC, id
                              LIMIT $3::integer + $4::integer)) parts
                     WHERE $2::text IS NULL OR status = $2
                     ORDER BY part, place, id
                     LIMIT $3::integer OFFSET $4::integer) w
            """ + STANDING + """
             ORDER BY w.part, w.place, w.id
            """;

    private static final String COUNT = """
            SELECT count(*) AS entries
              FROM waitlist_entry_by_event
             WHERE event_id = $1 AND ($2::text IS NULL OR status = $2)
            """;

    private static final String STATS = """
            SELECT e.waitlist_count, e.offers_out, coalesce(w.seats, 0) AS seats_wanted,
                   coalesce(w.basic, 0) AS basic, coalesce(w.premium, 0) AS premium, coalesce(w.vip, 0) AS vip,
                   w.ended, w.promoted, o.waited, o.accepted, o.decided, o.recaptured, t.seats_returned
              FROM event e
              LEFT JOIN waitlist_tally t ON t.event_id = e.id
             CROSS JOIN LATERAL (
                   SELECT sum(quantity) FILTER (WHERE status = 'waiting') AS seats,
                          count(*) FILTER (WHERE status = 'waiting' AND tier = 'basic') AS basic,
                          count(*) FILTER (WHERE status = 'waiting' AND tier = 'premium') AS premium,
                          count(*) FILTER (WHERE status = 'waiting' AND tier = 'vip') AS vip,
                          count(*) FILTER (WHERE status <> 'waiting' OR lapses > 0) AS ended,
                          count(*) FILTER (WHERE status IN ('offered', 'booked') OR lapses > 0
                                              OR status = 'left' AND offer_expires_at IS NOT NULL) AS promoted
                     FROM waitlist_entry_by_event
                    WHERE event_id = e.id) w
             CROSS JOIN LATERAL (
                   SELECT avg(first.waited_hours) AS waited, sum(first.accepted) AS accepted, sum(first.decided) AS decided,
                          sum(first.recaptured) AS recaptured
                     FROM (SELECT min(waited_hours) AS waited_hours,
                                  count(*) FILTER (WHERE outcome = 'accepted') AS accepted,
                                  count(*) FILTER (WHERE outcome IN ('accepted', 'declined', 'lapsed')) AS decided,
                                  coalesce(sum(seats) FILTER (WHERE outcome = 'accepted'), 0) AS recaptured
                             FROM waitlist_offer
                            WHERE event_id = e.id
                            GROUP BY entry_id) first) o
             WHERE e.id = $1
            """;

    private static final String PROCESS = """
            SELECT entry_id, user_id, rank, quantity, expires_at, booking_id FROM serve_waitlist($1, $2, $3)
            """;

    // The oldest lapsed offers decide which events are looked at; each is then done whole, in the order of the ids.
    private static final String LAPSE = """
            SELECT coalesce(sum(lapse_offers(due.event_id, $1)), 0)::integer AS lapsed,
                   (SELECT min(offer_expires_at) FROM waitlist_entry
                     WHERE status = 'offered' AND offer_expires_at <= $1) AS oldest
              FROM (SELECT DISTINCT event_id
                      FROM (SELECT event_id FROM waitlist_entry
                             WHERE status = 'offered' AND offer_expires_at <= $1
                             ORDER BY offer_expires_at
                             LIMIT $2) oldest
                     ORDER BY event_id) due
            """;

    private static final String DUE = """
            SELECT id, status = 'active' AS active
              FROM event
             WHERE waitlist_open
               AND (status <> 'active'
                    OR waitlist_count > 0 AND total_capacity > seats_sold + seats_held
                    OR event_date <= $1 AND EXISTS (SELECT FROM waitlist_entry w
                                                     WHERE w.event_id = event.id AND w.status = 'waiting'
                                                       AND w.bypassed > 0 AND w.set_aside > 0))
             ORDER BY id
            """;

    // Most looks find nothing: then this is all they cost.
    private static final String LOOK = """
            SELECT lapsing.next, due.id, due.active
              FROM (SELECT min(offer_expires_at) AS next FROM waitlist_entry WHERE status = 'offered') lapsing
              LEFT JOIN (%s) due ON true
             ORDER BY due.id
            """.formatted(DUE);

    private static final String CLOSE = "SELECT close_waitlist($1, $2, $3) AS closed";

    /** A wish to join that has its id already. */
    record Joining(UUID id, JoinWaitlist wish, @Nullable String trace) {}

    /** What an entry's event is like at the moment. */
    record EventState(String status, Instant date, int waiting) {}

    /** Offers that a sweep ended, and when the oldest of them had lapsed; null when there was none. */
    record Lapsed(int offers, @Nullable Instant oldest) {}

    /** An event that a sweep has to look at. */
    record Due(UUID eventId, boolean active) {}

    /** What a look at the waitlists of a shard found, and when the next offer lapses or has lapsed; null when none is open. */
    record Look(@Nullable Instant nextLapse, List<Due> due) {}

    /** Makes the policy of this node that of the shard. */
    Future<Void> agree(SqlClient shard, OfferPolicy policy) {
        List<OfferWindow> windows = policy.windows();
        Tuple row = Tuple.of(
                windows.stream()
                        .map(window -> OfferWindow.hours(window.before()))
                        .toArray(Double[]::new),
                windows.stream()
                        .map(window -> (double) window.lasts().toSeconds())
                        .toArray(Double[]::new),
                policy.bypassLimit(),
                policy.lastGatherHours());
        return shard.preparedQuery(POLICY).execute(row).mapEmpty();
    }

    /** Decides all wishes; the answers stand in their order. */
    Future<List<JoinResult>> join(SqlClient shard, List<Joining> joinings, Instant now) {
        int count = joinings.size();
        UUID[] events = new UUID[count];
        UUID[] ids = new UUID[count];
        UUID[] users = new UUID[count];
        String[] tiers = new String[count];
        Integer[] quantities = new Integer[count];
        Boolean[] autoBook = new Boolean[count];
        Boolean[] acceptPartial = new Boolean[count];
        Long[] turns = new Long[count];
        String[] keys = new String[count];
        String[] fingerprints = new String[count];
        String[] traces = new String[count];
        for (int i = 0; i < count; i++) {
            JoinWaitlist wish = joinings.get(i).wish();
            events[i] = wish.eventId();
            ids[i] = joinings.get(i).id();
            traces[i] = joinings.get(i).trace();
            users[i] = wish.userId();
            tiers[i] = wish.tier().name().toLowerCase(Locale.ROOT);
            quantities[i] = wish.quantity();
            autoBook[i] = wish.autoBook();
            acceptPartial[i] = wish.acceptPartial();
            turns[i] = Priority.turn(wish.tier(), now).toEpochMilli();
            keys[i] = wish.key() == null ? null : wish.key().key();
            fingerprints[i] = wish.key() == null ? null : wish.key().fingerprint();
        }
        Tuple parameters = Tuple.of(events, ids, users, tiers, quantities, autoBook)
                .addValue(acceptPartial)
                .addValue(turns)
                .addValue(keys)
                .addValue(fingerprints)
                .addValue(utc(now))
                .addValue(traces);
        return shard.preparedQuery(JOIN).execute(parameters).map(rows -> {
            JoinResult[] answers = new JoinResult[count];
            for (Row row : rows) {
                int place = row.getLong("ord").intValue() - 1;
                answers[place] = result(row, joinings.get(place).wish().quantity());
            }
            return List.of(answers);
        });
    }

    private static JoinResult result(Row row, int quantity) {
        String word = row.getString("outcome");
        String detail = row.getString("detail");
        return switch (word) {
            case "joined", "replay" ->
                new JoinResult.Entered(
                        row.getUUID("entry"),
                        word.equals("replay"),
                        orZero(row.getInteger("ahead")),
                        orZero(row.getInteger("seats_ahead")));
            case "mismatch" -> new JoinResult.Refused(word, new JoinOutcome.KeyMismatch());
            case "unknown" -> new JoinResult.Refused(word, new JoinOutcome.NotFound());
            case "closed" -> new JoinResult.Refused(word, new JoinOutcome.NotBookable(detail));
            case "already" -> new JoinResult.Refused(word, new JoinOutcome.AlreadyWaitlisted());
            case "capacity" ->
                new JoinResult.Refused(word, new JoinOutcome.MoreThanCapacity(Integer.parseInt(detail), quantity));
            case "available" ->
                new JoinResult.Refused(word, new JoinOutcome.SeatsAvailable(Integer.parseInt(detail), quantity));
            default -> throw new IllegalStateException("joining answered " + word);
        };
    }

    Future<LeaveOutcome> leave(SqlClient shard, LeaveWaitlist wish, @Nullable String trace, Instant now) {
        return shard.preparedQuery(LEAVE)
                .execute(Tuple.of(wish.eventId(), wish.userId(), utc(now), trace))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return row.getBoolean("gone")
                            ? new LeaveOutcome.Left(row.getInteger("moved_up"), row.getInteger("seats"))
                            : new LeaveOutcome.NotFound();
                });
    }

    /** The live entry of a user, else the last one. */
    Future<Optional<WaitlistEntry>> find(SqlClient shard, UUID eventId, UUID userId, Instant now) {
        return shard.preparedQuery(OF_USER)
                .execute(Tuple.of(eventId, userId))
                .map(rows -> entries(rows, now).stream().findFirst());
    }

    Future<List<WaitlistEntry>> find(SqlClient shard, List<UUID> ids, Instant now) {
        return shard.preparedQuery(BY_ID)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> entries(rows, now));
    }

    Future<Optional<EventState>> event(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(EVENT).execute(Tuple.of(eventId)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            return Optional.of(new EventState(
                    row.getString("status"),
                    row.getOffsetDateTime("event_date").toInstant(),
                    row.getInteger("waitlist_count")));
        });
    }

    Future<List<WaitlistEntry>> page(SqlClient shard, ListEntries query, Instant now) {
        String status = query.status() == null ? null : query.status().code();
        return shard.preparedQuery(PAGE)
                .execute(Tuple.of(query.eventId(), status, query.limit(), query.offset()))
                .map(rows -> entries(rows, now));
    }

    Future<Long> count(SqlClient shard, ListEntries query) {
        String status = query.status() == null ? null : query.status().code();
        return shard.preparedQuery(COUNT)
                .execute(Tuple.of(query.eventId(), status))
                .map(rows -> rows.iterator().next().getLong("entries"));
    }

    Future<Optional<WaitlistStats>> stats(SqlClient shard, UUID eventId) {
        return shard.preparedQuery(STATS).execute(Tuple.of(eventId)).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            Row row = rows.iterator().next();
            Map<Tier, Integer> tiers = new EnumMap<>(Tier.class);
            for (Tier tier : Tier.values()) {
                tiers.put(
                        tier, row.getLong(tier.name().toLowerCase(Locale.ROOT)).intValue());
            }
            return Optional.of(new WaitlistStats(
                    row.getInteger("waitlist_count"),
                    row.getLong("seats_wanted").intValue(),
                    row.getInteger("offers_out"),
                    row.getDouble("waited"),
                    rate(row, "promoted", "ended"),
                    rate(row, "accepted", "decided"),
                    rate(row, "recaptured", "seats_returned"),
                    tiers));
        });
    }

    /** Promotes now, for at most that many seats. */
    Future<List<Promotion>> process(SqlClient shard, UUID eventId, int seats, Instant now) {
        return shard.preparedQuery(PROCESS)
                .execute(Tuple.of(eventId, utc(now), seats))
                .map(rows -> {
                    List<Promotion> promotions = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        promotions.add(new Promotion(
                                row.getUUID("entry_id"),
                                row.getUUID("user_id"),
                                row.getInteger("rank"),
                                row.getInteger("quantity"),
                                instantOrNull(row.getOffsetDateTime("expires_at")),
                                row.getUUID("booking_id")));
                    }
                    return promotions;
                });
    }

    /** Serves whoever fits into what is free. */
    Future<Void> serve(SqlClient shard, UUID eventId, Instant now) {
        return shard.preparedQuery(PROCESS)
                .execute(Tuple.of(eventId, utc(now), null))
                .mapEmpty();
    }

    /** Ends lapsed offers, looking at the oldest {@code most}. */
    Future<Lapsed> lapse(SqlClient shard, Instant now, int most) {
        return shard.preparedQuery(LAPSE).execute(Tuple.of(utc(now), most)).map(rows -> {
            Row row = rows.iterator().next();
            return new Lapsed(row.getInteger("lapsed"), instantOrNull(row.getOffsetDateTime("oldest")));
        });
    }

    /**
     * Events with seats that somebody may wait for, those before {@code gatheredBefore} with seats that are still gathered
     * for somebody, and those that are over and have a list still.
     */
    Future<List<Due>> due(SqlClient shard, Instant gatheredBefore) {
        return shard.preparedQuery(DUE).execute(Tuple.of(utc(gatheredBefore))).map(rows -> {
            List<Due> due = new ArrayList<>(rows.size());
            rows.forEach(row -> due.add(new Due(row.getUUID("id"), row.getBoolean("active"))));
            return due;
        });
    }

    /** The same as {@link #due}, and when the next offer lapses. */
    Future<Look> look(SqlClient shard, Instant gatheredBefore) {
        return shard.preparedQuery(LOOK).execute(Tuple.of(utc(gatheredBefore))).map(rows -> {
            List<Due> due = new ArrayList<>();
            @Nullable OffsetDateTime next = null;
            for (Row row : rows) {
                next = row.getOffsetDateTime("next");
                if (row.getUUID("id") != null) {
                    due.add(new Due(row.getUUID("id"), row.getBoolean("active")));
                }
            }
            return new Look(instantOrNull(next), due);
        });
    }

    /** Ends at most {@code most} entries of an event that is over; how many. */
    Future<Integer> close(SqlClient shard, UUID eventId, Instant now, int most) {
        return shard.preparedQuery(CLOSE)
                .execute(Tuple.of(eventId, utc(now), most))
                .map(rows -> rows.iterator().next().getInteger("closed"));
    }

    private static List<WaitlistEntry> entries(RowSet<Row> rows, Instant now) {
        List<WaitlistEntry> entries = new ArrayList<>(rows.size());
        for (Row row : rows) {
            entries.add(entry(row, now));
        }
        return entries;
    }

    private static WaitlistEntry entry(Row row, Instant now) {
        WaitlistStatus status = WaitlistStatus.of(row.getString("status"));
        Instant turn = Instant.ofEpochMilli(row.getLong("turn"));
        Integer ahead = row.getInteger("ahead");
        boolean offered = status == WaitlistStatus.OFFERED;
        return new WaitlistEntry(
                row.getUUID("id"),
                row.getUUID("event_id"),
                row.getUUID("user_id"),
                Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT)),
                row.getInteger("quantity"),
                row.getBoolean("auto_book"),
                row.getBoolean("accept_partial"),
                status,
                row.getOffsetDateTime("joined_at").toInstant(),
                turn,
                ahead == null ? 0 : ahead + 1,
                orZero(ahead),
                orZero(row.getInteger("seats_ahead")),
                Priority.score(turn, now),
                row.getInteger("seats_offered"),
                offered ? instantOrNull(row.getOffsetDateTime("offer_expires_at")) : null,
                offered ? row.getBigDecimal("unit_price") : null,
                offered ? row.getString("currency") : null,
                row.getUUID("booking_id"),
                null,
                null);
    }

    private static @Nullable Double rate(Row row, String part, String whole) {
        Long of = row.getLong(whole);
        Long count = row.getLong(part);
        return of == null || of == 0 || count == null ? null : Math.min(1, (double) count / of);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
