package io.evently.analytics.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers bought day by day, in the order of their ids. */
final class PurchaseRepository {
    private static final UUID LOWEST = new UUID(0, 0);
    private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    private static final String NEXT = """
            SELECT user_id, day, currency, bookings, seats, amount FROM customer_day
             WHERE (user_id, day, currency) > ($1, $2, $3)
             ORDER BY user_id, day, currency
             LIMIT $4
            """;

    /** What somebody bought on one day in one currency, and kept. */
    record Purchase(UUID userId, LocalDate day, String currency, long bookings, long seats, BigDecimal amount) {}

    /** The next purchases after this one, or the first ones. */
    Future<List<Purchase>> next(SqlClient shard, @Nullable Purchase after, int most) {
        Tuple from = after == null
                ? Tuple.of(LOWEST, FIRST_DAY, "", most)
                : Tuple.of(after.userId(), after.day(), after.currency(), most);
        return shard.preparedQuery(NEXT).execute(from).map(rows -> {
            List<Purchase> purchases = new ArrayList<>(rows.size());
            for (Row row : rows) {
                purchases.add(new Purchase(
                        row.getUUID("user_id"),
                        row.getLocalDate("day"),
                        row.getString("currency"),
                        row.getLong("bookings"),
                        row.getLong("seats"),
                        row.getBigDecimal("amount")));
            }
            return purchases;
        });
    }
}
