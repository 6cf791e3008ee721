package io.evently.analytics.service;

import io.evently.analytics.EventFigures;
import io.evently.analytics.Happening;
import io.evently.analytics.Tally;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static io.evently.storage.Times.instantOrNull;
import static io.evently.storage.Times.utc;

/** Reads the sums of a shard, and nothing that they are made of. */
final class FigureRepository {
    private static final String TOTAL = """
            SELECT happening, currency, times, seats, amount FROM span_tally WHERE span = 'total'
            """;

    private static final String EVENTS = "SELECT coalesce(sum(events), 0)::bigint AS events FROM event_count";

    private static final String SPANS = """
            SELECT begins, happening, currency, times, seats, amount FROM span_tally
             WHERE span = $1 AND begins >= $2 AND begins < $3
             ORDER BY begins
            """;

    private static final String EVENT = """
            SELECT total_capacity, seats_sold, seats_held, waitlist_count, currency, created_at,
                   (SELECT coalesce(sum(views), 0)::bigint FROM event_hourly WHERE event_id = $1) AS views,
                   (SELECT hour FROM event_tally WHERE event_id = $1 AND happening = 'charged'
                     GROUP BY hour ORDER BY sum(times) DESC, hour LIMIT 1) AS peak,
                   (SELECT coalesce(sum(times), 0)::bigint FROM event_tally
                     WHERE event_id = $1 AND hour > $2 AND happening = 'charged') AS lately
              FROM event WHERE id = $1
            """;

    private static final String OF_EVENT = """
            SELECT happening, currency, sum(times)::bigint AS times, sum(seats)::bigint AS seats, sum(amount) AS amount
              FROM event_tally WHERE event_id = $1 GROUP BY happening, currency
            """;

    private static final String SEATS_RETURNED =
            "SELECT coalesce(sum(seats_returned), 0)::bigint AS seats FROM waitlist_tally";

    /**
     * A tally of a minute or a day.
     *
     * @param begins when that begins
     */
    record Spanned(Instant begins, Tally tally) {}

    /** Everything since the beginning. */
    Future<List<Tally>> total(SqlClient shard) {
        return shard.preparedQuery(TOTAL).execute().map(FigureRepository::tallies);
    }

    /** How many events there are, whatever their status. */
    Future<Long> events(SqlClient shard) {
        return shard.preparedQuery(EVENTS)
                .execute()
                .map(rows -> rows.iterator().next().getLong("events"));
    }

    /** Tallies of spans that begin from {@code from} to before {@code to}, in the order of time. */
    Future<List<Spanned>> spans(SqlClient shard, String span, Instant from, Instant to) {
        return shard.preparedQuery(SPANS)
                .execute(Tuple.of(span, utc(from), utc(to)))
                .map(rows -> {
                    List<Spanned> spans = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        spans.add(new Spanned(row.getOffsetDateTime("begins").toInstant(), tally(row)));
                    }
                    return spans;
                });
    }

    /** An event and all that happened to it; empty when there is no such event. */
    Future<Optional<EventFigures>> event(SqlClient shard, UUID eventId, Instant lateAfter) {
        return shard.preparedQuery(EVENT)
                .execute(Tuple.of(eventId, utc(lateAfter)))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(Optional.empty())
                        : shard.preparedQuery(OF_EVENT)
                                .execute(Tuple.of(eventId))
                                .map(tallies -> Optional.of(
                                        event(eventId, rows.iterator().next(), tallies(tallies)))));
    }

    /** Seats that came back while somebody waited, over all events. */
    Future<Long> seatsReturned(SqlClient shard) {
        return shard.preparedQuery(SEATS_RETURNED)
                .execute()
                .map(rows -> rows.iterator().next().getLong("seats"));
    }

    private static EventFigures event(UUID eventId, Row row, List<Tally> tallies) {
        return new EventFigures(
                eventId,
                row.getInteger("total_capacity"),
                row.getInteger("seats_sold"),
                row.getInteger("seats_held"),
                row.getInteger("waitlist_count"),
                row.getString("currency"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("views"),
                instantOrNull(row.getOffsetDateTime("peak")),
                row.getLong("lately"),
                tallies);
    }

    private static List<Tally> tallies(RowSet<Row> rows) {
        List<Tally> tallies = new ArrayList<>(rows.size());
        rows.forEach(row -> tallies.add(tally(row)));
        return tallies;
    }

    private static Tally tally(Row row) {
        return new Tally(
                Happening.of(row.getString("happening")),
                row.getString("currency"),
                row.getLong("times"),
                row.getLong("seats"),
                row.getBigDecimal("amount"));
    }
}
