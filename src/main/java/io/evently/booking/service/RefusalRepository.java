package io.evently.booking.service;

import io.evently.outbox.Announcement;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import static io.evently.storage.Times.utc;

/** Writes down refusals. They change nothing else, so no event is locked for them. */
final class RefusalRepository {
    private static final String WRITE = """
            WITH refused AS (
                SELECT * FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS r (event_id, requests, seats)),
            %s
            SELECT count(*) AS events FROM refused
            """.formatted(Announcement.ofMany(
            "booking_refused(r.event_id, r.requests, r.seats)", "r", "refused", "$4::timestamptz"));

    /**
     * How many were refused at one event.
     *
     * @param seats that they asked for, together
     */
    record Tally(int requests, int seats) {

        Tally plus(Tally other) {
            return new Tally(requests + other.requests, seats + other.seats);
        }
    }

    Future<Void> write(SqlClient shard, Map<UUID, Tally> tallies, Instant now) {
        int size = tallies.size();
        UUID[] events = new UUID[size];
        Integer[] requests = new Integer[size];
        Integer[] seats = new Integer[size];
        int i = 0;
        for (Map.Entry<UUID, Tally> counted : tallies.entrySet()) {
            events[i] = counted.getKey();
            requests[i] = counted.getValue().requests();
            seats[i] = counted.getValue().seats();
            i++;
        }
        return shard.preparedQuery(WRITE)
                .execute(Tuple.of(events, requests, seats, utc(now)))
                .mapEmpty();
    }
}
