package io.evently.booking.service;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Requests for which there are too few seats")
class RefusalsIT {
    private static final String COUNTED = """
            SELECT count(*) AS facts, sum((fact->>'requests')::integer) AS requests, sum((fact->>'seats')::integer) AS seats
              FROM outbox, json_array_elements(facts) AS fact
             WHERE fact->>'topic' = 'booking.refused' AND fact->>'event_id' = $1
            """;

    @Test
    @DisplayName("are counted, and written down as a few facts that lose none")
    void counted() {
        try (BookingFixture booking = new BookingFixture(BookingFixture.config(), 1)) {
            UUID event = booking.anEvent(1);
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(booking.node(0).desk().book(booking.wish(event, UUID.randomUUID(), 1 + i % 2, null)));
            }
            BookingFixture.await(Future.all(answers));

            // One of those who wanted one seat got it.
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> requests(booking, event) == 49);
            Row counted = booking.execute(booking.shardOf(event), COUNTED, Tuple.of(event.toString()))
                    .get(0);
            assertThat(counted.getLong("seats")).isEqualTo(25 * 2 + 24);
            assertThat(counted.getLong("facts")).isLessThan(49);
            booking.assertInvariants();
        }
    }

    private static long requests(BookingFixture booking, UUID event) {
        Long requests = booking.execute(booking.shardOf(event), COUNTED, Tuple.of(event.toString()))
                .get(0)
                .getLong("requests");
        return requests == null ? 0 : requests;
    }
}
