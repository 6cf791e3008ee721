package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.delivery.DeliveryConfig;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A backlog of deliveries")
class DeliveryBacklogIT {
    private static final int DELIVERIES = 20_000;
    private static final String FILL = """
            WITH said AS (
                INSERT INTO notification (id, recipient, type, title, message, event_id, data, created_at)
                SELECT id_beside($1, $2), $3, 'booking_confirmed', 'Doors', 'Doors open at 18:00', $1, '{}', $2
                  FROM generate_series(1, $4)
             RETURNING id)
            INSERT INTO delivery (notification_id, channel, due_at, first_due_at, updated_at)
            SELECT id, 'websocket', $2, $2, $2 FROM said
            """;

    @Test
    @DisplayName("is not taken into memory faster than its results are written")
    void bounded() {
        DeliveryConfig config = NotificationFixture.config(8);
        try (NotificationFixture fixture = new NotificationFixture(1, config)) {
            UUID event = fixture.bookings.anEvent(10);
            int shard = fixture.bookings.shardOf(event);
            fixture.bookings.execute(shard, FILL, Tuple.of(event, fixture.now(), fixture.aUser("ann"), DELIVERIES));
            fixture.start(0, Map.of(ChannelName.WEBSOCKET, new RecordingChannel(ChannelName.WEBSOCKET)));

            long most = 0;
            long left = DELIVERIES;
            while (left > 0) {
                left = count(fixture, shard, "state = 'due'");
                most = Math.max(most, count(fixture, shard, "state = 'due' AND attempts > 0"));
            }

            // Attempts under way, and what waits: one statement's worth, one that is being written, one that was just
            // claimed.
            assertThat(most).isPositive().isLessThanOrEqualTo(config.socketsAtOnce() + 3L * config.batch());
        }
    }

    private static long count(NotificationFixture fixture, int shard, String which) {
        return fixture.bookings
                .execute(
                        shard,
                        "SELECT count(*) AS n FROM delivery WHERE channel = 'websocket' AND " + which,
                        Tuple.tuple())
                .get(0)
                .getLong("n");
    }
}
