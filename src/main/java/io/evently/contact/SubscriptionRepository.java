package io.evently.contact;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/** Browsers that people registered for Web Push. */
final class SubscriptionRepository {
    // One after the other for each account: two at once would both find room for one.
    private static final String IN_TURN = "SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE";

    private static final String HIDDEN = """
            SELECT EXISTS (SELECT FROM push_subscription
                            WHERE endpoint = $2 AND user_id <> $1 AND (p256dh, auth) <> ($3, $4)) AS hidden
            """;

    // With a new owner comes a new id: the old one is no longer the old owner's to remove. Whoever knows an endpoint
    // alone
    // does not take it from its owner: the keys prove that it is the same browser.
    private static final String SAVE = """
            INSERT INTO push_subscription (id, user_id, endpoint, p256dh, auth, created_at)
            SELECT $1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::timestamptz
             WHERE (SELECT count(*) FROM push_subscription WHERE user_id = $2 AND endpoint <> $3) < $7
                ON CONFLICT (endpoint) DO UPDATE
               SET id = CASE WHEN push_subscription.user_id = excluded.user_id
                             THEN push_subscription.id ELSE excluded.id END,
                   user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
                   created_at = excluded.created_at, failing_since = NULL
             WHERE push_subscription.user_id = excluded.user_id
                OR (push_subscription.p256dh, push_subscription.auth) = (excluded.p256dh, excluded.auth)
            RETURNING id, endpoint, created_at
            """;

    private static final String OF_USER = """
            SELECT id, endpoint, created_at FROM push_subscription WHERE user_id = $1 ORDER BY created_at, id
            """;

    private static final String DELETE = "DELETE FROM push_subscription WHERE id = $1 AND user_id = $2";

    /** Registers a browser, unless the user has {@code most} others or somebody else has it. */
    Future<SubscribeOutcome> save(Pool accounts, UUID id, SubscribePush wish, int most, Instant now) {
        Tuple values = Tuple.of(id, wish.userId(), wish.endpoint(), wish.p256dh(), wish.auth())
                .addOffsetDateTime(now.atOffset(UTC))
                .addInteger(most);
        return accounts.withTransaction(transaction -> transaction
                .preparedQuery(IN_TURN)
                .execute(Tuple.of(wish.userId()))
                .compose(turn -> transaction.preparedQuery(SAVE).execute(values))
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(
                                new SubscribeOutcome.Subscribed(views(rows).get(0)))
                        : transaction
                                .preparedQuery(HIDDEN)
                                .execute(Tuple.of(wish.userId(), wish.endpoint(), wish.p256dh(), wish.auth()))
                                .map(found -> found.iterator().next().getBoolean("hidden")
                                        ? new SubscribeOutcome.SomebodyElses()
                                        : new SubscribeOutcome.TooMany(most))));
    }

    Future<List<PushSubscriptionView>> ofUser(SqlClient accounts, UUID userId) {
        return accounts.preparedQuery(OF_USER).execute(Tuple.of(userId)).map(SubscriptionRepository::views);
    }

    /** Forgets one; false when the user has none of this id. */
    Future<Boolean> delete(SqlClient accounts, UnsubscribePush wish) {
        return accounts.preparedQuery(DELETE)
                .execute(Tuple.of(wish.id(), wish.userId()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static List<PushSubscriptionView> views(RowSet<Row> rows) {
        List<PushSubscriptionView> views = new ArrayList<>(rows.size());
        for (Row row : rows) {
            views.add(new PushSubscriptionView(
                    row.getUUID("id"),
                    row.getString("endpoint"),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return views;
    }
}
