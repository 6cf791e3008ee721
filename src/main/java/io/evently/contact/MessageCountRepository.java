package io.evently.contact;

import io.evently.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Counts what is sent to an address on a day, over all nodes and shards. */
final class MessageCountRepository {
    private static final String ADD = """
            INSERT INTO message_count AS c (channel, address, day, sent)
            SELECT $1, address, $2, more FROM unnest($3::text[], $4::integer[]) AS a (address, more)
                ON CONFLICT (channel, address, day) DO UPDATE SET sent = c.sent + excluded.sent
            RETURNING address, sent
            """;

    private static final String PRUNE = "DELETE FROM message_count WHERE day < $1";

    /**
     * Counts messages.
     *
     * @param more how many to each address, a digest; sorted, so that two who count at once do not wait for each other in a circle
     * @return how many there are now
     */
    Future<Map<String, Integer>> add(
            SqlClient accounts, ChannelName channel, LocalDate day, SortedMap<String, Integer> more) {
        return accounts.preparedQuery(ADD)
                .execute(Tuple.of(
                        channel.code(),
                        day,
                        more.keySet().toArray(String[]::new),
                        more.values().toArray(Integer[]::new)))
                .map(rows -> {
                    Map<String, Integer> counted = new HashMap<>();
                    for (Row row : rows) {
                        counted.put(row.getString("address"), row.getInteger("sent"));
                    }
                    return counted;
                });
    }

    Future<Void> prune(SqlClient accounts, LocalDate before) {
        return accounts.preparedQuery(PRUNE).execute(Tuple.of(before)).mapEmpty();
    }
}
