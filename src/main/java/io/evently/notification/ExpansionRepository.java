package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.time.Rfc3339;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** Writes broadcasts to their recipients, and makes the broadcasts that remind of events. */
final class ExpansionRepository {
    // What is about to be written, for one question about who is connected. Whoever comes to the page later is not in
    // the answer.
    private static final String NEXT = """
            SELECT DISTINCT b.user_id
              FROM (SELECT event_id, coalesce(reached, '00000000-0000-0000-0000-000000000000') AS reached FROM broadcast
                     WHERE state = 'running' AND cardinality(channels) > 1 ORDER BY created_at LIMIT 1) open
             CROSS JOIN LATERAL (
                   SELECT user_id, status FROM booking
                    WHERE event_id = open.event_id AND id > open.reached ORDER BY id LIMIT $1) b
             WHERE b.status = 'confirmed'
            """;

    // By the ids of the bookings, of which a user may have several; what has been reached is kept in the same
    // statement.
    private static final String EXPAND = """
            WITH open AS (
                SELECT * FROM broadcast WHERE state = 'running' ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED),
            page AS (
                SELECT b.id, b.user_id, b.status FROM open JOIN booking b ON b.event_id = open.event_id
                 WHERE b.id > coalesce(open.reached, '00000000-0000-0000-0000-000000000000')
                 ORDER BY b.id LIMIT $1),
            said AS (
                INSERT INTO notification (id, recipient, type, title, message, event_id, broadcast_id, data, created_at)
                SELECT id_beside(open.event_id, $2), attendee.user_id, open.type, open.title, open.message,
                       open.event_id, open.id, open.data || bookings_of(open.type, open.event_id, attendee.user_id), $2
                  FROM (SELECT DISTINCT user_id FROM page WHERE status = 'confirmed') AS attendee CROSS JOIN open
                    ON CONFLICT DO NOTHING
             RETURNING id, recipient),
            queued AS (
                INSERT INTO delivery (notification_id, channel, due_at, first_due_at, bulk, updated_at)
                SELECT said.id, c.channel, $2, $2, true, $2
                  FROM said CROSS JOIN open CROSS JOIN unnest(coalesce(open.channels, '{websocket}')) AS c (channel)
                  LEFT JOIN unnest($3::uuid[]) AS absent (id)
                    ON absent.id = said.recipient AND c.channel = 'websocket' AND cardinality(open.channels) > 1
                 WHERE absent.id IS NULL)
            UPDATE broadcast b
               SET reached = coalesce((SELECT id FROM page ORDER BY id DESC LIMIT 1), b.reached),
                   recipients = b.recipients + (SELECT count(*) FROM said),
                   state = CASE WHEN (SELECT count(*) FROM page) < $1 THEN 'done' ELSE 'running' END,
                   finished_at = CASE WHEN (SELECT count(*) FROM page) < $1 THEN $2 END
              FROM open WHERE b.id = open.id
            """;

    // A reminder that is late is still made, until the next one is due. It belongs to a date: an event that was moved
    // is
    // reminded of anew.
    private static final String DUE = """
            SELECT id, name, venue, event_date FROM event e
             WHERE status = 'active' AND event_date > $1 AND event_date <= $2
               AND NOT EXISTS (SELECT FROM event_reminder r
                                WHERE r.event_id = e.id AND r.lead_minutes = $3 AND r.event_date = e.event_date)
             ORDER BY event_date, id LIMIT $4
            """;

    private static final String REMIND = """
            WITH made AS (
                INSERT INTO event_reminder (event_id, lead_minutes, event_date, broadcast_id, made_at)
                VALUES ($1, $2, $8, id_beside($1, $3), $3)
                    ON CONFLICT DO NOTHING
             RETURNING event_id, broadcast_id)
            INSERT INTO broadcast (id, event_id, type, title, message, data, channels, created_at)
            SELECT broadcast_id, event_id, 'event_reminder', $4, $5, $6, $7, $3 FROM made
            """;

    /** An event of which its attendees are to be reminded. */
    record Coming(UUID eventId, String name, String venue, Instant date) {}

    /** Who is probably written to next by sockets among other channels; empty when nobody is, or by one channel alone. */
    Future<Set<UUID>> next(SqlClient shard, int bookings) {
        return shard.preparedQuery(NEXT).execute(Tuple.of(bookings)).map(rows -> {
            Set<UUID> attendees = new HashSet<>();
            rows.forEach(row -> attendees.add(row.getUUID("user_id")));
            return attendees;
        });
    }

    /**
     * Writes one page of the broadcast that runs longest; false when none runs that nobody else works on.
     *
     * @param absent those to whose sockets nothing is sent where there is another channel
     */
    Future<Boolean> expand(SqlClient shard, int bookings, Set<UUID> absent, Instant now) {
        return shard.preparedQuery(EXPAND)
                .execute(Tuple.of(bookings, now.atOffset(UTC), absent.toArray(UUID[]::new)))
                .map(done -> done.rowCount() > 0);
    }

    /** Events that begin within {@code lead}, not within {@code next}, and were not announced with that lead for their date. */
    Future<List<Coming>> due(SqlClient shard, Duration lead, Duration next, Instant now, int most) {
        return shard.preparedQuery(DUE)
                .execute(Tuple.of(
                        now.plus(next).atOffset(UTC), now.plus(lead).atOffset(UTC), (int) lead.toMinutes(), most))
                .map(rows -> {
                    List<Coming> coming = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        coming.add(new Coming(
                                row.getUUID("id"),
                                row.getString("name"),
                                row.getString("venue"),
                                row.getOffsetDateTime("event_date").toInstant()));
                    }
                    return coming;
                });
    }

    /** Reminds of an event, once for each lead and date however many nodes do it. */
    Future<Void> remind(
            SqlClient shard, Coming event, Duration lead, String title, List<ChannelName> channels, Instant now) {
        return shard.preparedQuery(REMIND)
                .execute(Tuple.tuple()
                        .addUUID(event.eventId())
                        .addInteger((int) lead.toMinutes())
                        .addOffsetDateTime(now.atOffset(UTC))
                        .addString(title)
                        .addString(MessageTexts.reminder(event.name(), event.venue(), event.date()))
                        .addJsonObject(new JsonObject()
                                .put("event_id", event.eventId().toString())
                                .put("event_name", event.name())
                                .put("venue", event.venue())
                                .put("event_date", Rfc3339.text(event.date())))
                        .addArrayOfString(
                                channels.stream().map(ChannelName::code).toArray(String[]::new))
                        .addOffsetDateTime(event.date().atOffset(UTC)))
                .mapEmpty();
    }
}
