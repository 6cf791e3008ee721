package io.evently.notification;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A fact that a listener cannot read")
class UnreadableFactIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AN_EVENT = "00000000-0000-4000-8000-000000000001";

    @Test
    @DisplayName(
            "holds up no other, and is counted by whoever could not read it; the counters are there from the start")
    void leftOut() {
        try (NotificationFixture fixture = new NotificationFixture(1)) {
            UUID event = fixture.bookings.anEvent(10);
            UUID user = fixture.aUser("ann");
            fixture.start(0, Map.of());
            assertThat(leftOut(fixture, "notifications")).isZero();
            assertThat(leftOut(fixture, "seats")).isZero();

            for (String broken : List.of(
                    "{\"topic\":\"event.updated\",\"event_id\":\"" + AN_EVENT + "\",\"event_date\":\"some day\"}",
                    "{\"topic\":\"event.updated\",\"event_id\":\"no id\"}",
                    "{\"topic\":\"booking.confirmed\",\"event_id\":\"" + event + "\",\"quantity\":\"many\"}",
                    "{\"topic\":\"booking.confirmed\",\"event_id\":\"" + event + "\"}")) {
                fixture.bookings.execute(
                        fixture.bookings.shardOf(event), "SELECT announce($1::text::json, now())", Tuple.of(broken));
            }
            var booking = fixture.bookings.booked(fixture.bookings.wish(event, user, 2, null));

            await().atMost(PATIENCE)
                    .until(() -> !fixture.notifications(event, user).isEmpty());
            List<Row> told = fixture.notifications(event, user);
            assertThat(told)
                    .singleElement()
                    .satisfies(row -> assertThat(row.getString("message")).contains(booking.reference()));
            await().atMost(PATIENCE).until(() -> leftOut(fixture, "notifications") == 4);
            await().atMost(PATIENCE).until(() -> leftOut(fixture, "seats") == 2);
        }
    }

    private static double leftOut(NotificationFixture fixture, String listener) {
        return fixture.meters.get("evently.outbox.left.out").tag("listener", listener).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
