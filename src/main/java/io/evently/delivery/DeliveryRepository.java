package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.contact.WebhookEnded;
import io.evently.storage.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import static java.time.ZoneOffset.UTC;

/** Claims deliveries and writes down what came of them. */
final class DeliveryRepository {
    // Whoever claims moves the row out of the others' sight until the lease ends; a node that dies leaves it there.
    // What goes
    // to a destination that is shut is moved on to the end of that, so that nobody has to read past it each time.
    // Joined instead of looked up by an array, the rows to claim were each compared with all of the table, for as long
    // as the plan was the one made while the table was empty.
    private static final String CLAIM = """
            WITH shut AS (
                SELECT * FROM unnest($5::text[], $6::timestamptz[]) AS s (destination, until)),
            late AS (
                SELECT x.notification_id
                  FROM shut CROSS JOIN LATERAL (
                       SELECT notification_id FROM delivery
                        WHERE channel = $1 AND state = 'due' AND destination IS NOT NULL
                          AND destination = shut.destination AND due_at <= $2 AND first_due_at > $7
                        ORDER BY due_at LIMIT 500 FOR UPDATE SKIP LOCKED) x),
            moved_on AS (
                UPDATE delivery d
                   SET due_at = (SELECT max(until) FROM shut WHERE shut.destination = d.destination)
                 WHERE d.channel = $1 AND d.notification_id = ANY (ARRAY(SELECT notification_id FROM late))),
            due AS (
                SELECT notification_id FROM delivery
                 WHERE channel = $1 AND state = 'due' AND due_at <= $2
                   AND (destination IS NULL OR destination <> ALL ($5::text[]) OR first_due_at <= $7)
                 ORDER BY bulk, due_at LIMIT $4 FOR UPDATE SKIP LOCKED),
            claimed AS (
                UPDATE delivery d SET due_at = $3, attempts = attempts + 1, updated_at = $2
                 WHERE d.channel = $1 AND d.notification_id = ANY (ARRAY(SELECT notification_id FROM due))
             RETURNING d.notification_id, d.attempts, d.first_due_at, d.destination, d.last_error)
            SELECT n.id, n.recipient, n.type, n.title, n.message, n.event_id, n.data::text AS data, n.created_at, n.failover,
                   c.attempts, c.first_due_at, c.attempts = 1 AND c.destination IS NOT NULL AS returned,
                   CASE WHEN c.last_error IS NOT NULL THEN ARRAY(
                          SELECT a.address FROM delivery_attempt a
                           WHERE a.notification_id = n.id AND a.channel = $1 AND a.outcome = 'delivered')
                        ELSE '{}' END AS reached
              FROM claimed c JOIN notification n ON n.id = c.notification_id
             ORDER BY n.created_at, n.id
            """;

    private static final String SETTLE = """
            WITH audited AS (
                INSERT INTO delivery_attempt (notification_id, channel, address, outcome, detail, at)
                SELECT id, $1, address, outcome, detail, $9
                  FROM unnest($10::uuid[], $11::text[], $12::text[], $13::text[]) AS a (id, address, outcome, detail)
                    ON CONFLICT DO NOTHING)
            SELECT end_deliveries($1, $2, $3, $4, $5, $6, $7, $8, $14, $15, $16, $17, $18, $9) AS more
            """;

    private static final String DISABLED = "SELECT announce(webhook_disabled($1, $2, $3, $4), $5)";

    private static final String PRUNE = """
            WITH old AS (
                SELECT id FROM notification WHERE id < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
            audits AS (DELETE FROM delivery_attempt a USING old WHERE a.notification_id = old.id),
            deliveries AS (DELETE FROM delivery d USING old WHERE d.notification_id = old.id)
            DELETE FROM notification n USING old WHERE n.id = old.id
            """;

    /** Takes due deliveries of a channel until the lease ends: a person's own before those of broadcasts, then by time. */
    Future<List<ClaimedDelivery>> claim(SqlClient shard, Claim claim) {
        return shard.preparedQuery(CLAIM)
                .execute(Tuple.tuple()
                        .addString(claim.channel().code())
                        .addOffsetDateTime(claim.now().atOffset(UTC))
                        .addOffsetDateTime(claim.leaseEnd().atOffset(UTC))
                        .addInteger(claim.most())
                        .addArrayOfString(claim.shut().stream()
                                .map(Destinations.Shut::name)
                                .toArray(String[]::new))
                        .addArrayOfOffsetDateTime(claim.shut().stream()
                                .map(shut -> claim.now().plus(shut.left()).atOffset(UTC))
                                .toArray(OffsetDateTime[]::new))
                        .addOffsetDateTime(claim.tooOld().atOffset(UTC)))
                .map(rows -> {
                    List<ClaimedDelivery> claimed = new ArrayList<>(rows.size());
                    rows.forEach(row -> claimed.add(claimed(row)));
                    return claimed;
                });
    }

    /** Writes down results and their attempts; true when there are new deliveries, on other channels. */
    Future<Boolean> settle(SqlClient shard, ChannelName channel, List<DeliveryResult> results, Instant now) {
        int size = results.size();
        UUID[] ids = new UUID[size];
        Integer[] attempts = new Integer[size];
        String[] states = new String[size];
        OffsetDateTime[] due = new OffsetDateTime[size];
        String[] errors = new String[size];
        Boolean[] spent = new Boolean[size];
        String[] wanted = new String[size];
        String[] accepted = new String[size];
        String[] destinations = new String[size];
        String[] endAddresses = new String[size];
        String[] endOutcomes = new String[size];
        String[] endDetails = new String[size];
        List<UUID> audited = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        List<String> details = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            DeliveryResult result = results.get(i);
            ids[i] = result.claimed().message().id();
            attempts[i] = result.claimed().attempts();
            states[i] = result.state();
            due[i] = result.dueAt().atOffset(UTC);
            errors[i] = result.error();
            spent[i] = result.spent();
            wanted[i] = codes(result.wanted());
            accepted[i] = result.accepted() == null ? null : codes(result.accepted());
            destinations[i] = result.destination();
            Attempt end = result.end();
            if (end != null) {
                endAddresses[i] = end.address();
                endOutcomes[i] = end.outcome();
                endDetails[i] = end.detail();
                continue;
            }
            for (Attempt attempt : result.attempts()) {
                audited.add(ids[i]);
                addresses.add(attempt.address());
                outcomes.add(attempt.outcome());
                details.add(attempt.detail());
            }
        }
        return shard.preparedQuery(SETTLE)
                .execute(Tuple.tuple()
                        .addString(channel.code())
                        .addArrayOfUUID(ids)
                        .addArrayOfInteger(attempts)
                        .addArrayOfString(states)
                        .addArrayOfOffsetDateTime(due)
                        .addArrayOfString(errors)
                        .addArrayOfBoolean(spent)
                        .addArrayOfString(wanted)
                        .addOffsetDateTime(now.atOffset(UTC))
                        .addArrayOfUUID(audited.toArray(UUID[]::new))
                        .addArrayOfString(addresses.toArray(String[]::new))
                        .addArrayOfString(outcomes.toArray(String[]::new))
                        .addArrayOfString(details.toArray(String[]::new))
                        .addArrayOfString(accepted)
                        .addArrayOfString(destinations)
                        .addArrayOfString(endAddresses)
                        .addArrayOfString(endOutcomes)
                        .addArrayOfString(endDetails))
                .map(rows -> rows.iterator().next().getBoolean("more"));
    }

    /** Writes down that a webhook was switched off, so that its owner is told. */
    Future<Void> disabled(SqlClient shard, WebhookEnded webhook, Instant now) {
        return shard.preparedQuery(DISABLED)
                .execute(Tuple.of(webhook.id(), webhook.owner(), webhook.url(), webhook.reason(), now.atOffset(UTC)))
                .mapEmpty();
    }

    /** Deletes old notifications with all that belongs to them; how many. */
    Future<Integer> prune(SqlClient shard, Instant before, int most) {
        return shard.preparedQuery(PRUNE)
                .execute(Tuple.of(Ids.lowestAt(before), most))
                .map(rows -> rows.rowCount());
    }

    private static String codes(List<ChannelName> channels) {
        return channels.stream().map(ChannelName::code).collect(Collectors.joining(","));
    }

    private static ClaimedDelivery claimed(Row row) {
        Message message = new Message(
                row.getUUID("id"),
                row.getString("type"),
                row.getString("title"),
                row.getString("message"),
                Message.data(row.getString("data")),
                row.getOffsetDateTime("created_at").toInstant());
        return new ClaimedDelivery(
                message,
                row.getUUID("recipient"),
                row.getUUID("event_id"),
                row.getInteger("attempts"),
                row.getBoolean("returned"),
                row.getOffsetDateTime("first_due_at").toInstant(),
                row.getBoolean("failover"),
                Set.of(row.getArrayOfStrings("reached")));
    }
}
