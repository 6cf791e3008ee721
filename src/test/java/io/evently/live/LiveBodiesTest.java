package io.evently.live;

import io.evently.catalog.EventNews;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.delivery.SocketDelivery.SocketMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What sockets are told")
class LiveBodiesTest {
    private static final UUID ID = UUID.fromString("019c3a52-80f0-7a11-8b7e-51c0d2f7a602");
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00.123456Z");

    @Test
    @DisplayName("of seats: the counts with their number, and the price to its last digit")
    void seats() {
        LiveMessage told =
                LiveBodies.of(new SeatCount(ID, 5, 100, 40, 3, 7, new BigDecimal("10.50"), "USD", "active", 2, AT));
        assertThat(told.address()).isEqualTo("events." + ID);
        assertThat(told.event()).isEqualTo("event_update");
        assertThat(told.body()).contains("\"price\":10.50,");
        assertThat(new JsonObject(told.body()).fieldNames())
                .containsExactly(
                        "type",
                        "event_id",
                        "sequence",
                        "total_capacity",
                        "available_seats",
                        "seats_held",
                        "waitlist_count",
                        "price",
                        "currency",
                        "status",
                        "version",
                        "at");
        assertThat(new JsonObject(told.body()).getString("at")).isEqualTo("2026-06-01T10:00:00.123Z");
    }

    @Test
    @DisplayName("of an event: what became of it and its card")
    void news() {
        LiveMessage told = LiveBodies.of(new EventNews(
                ID,
                "updated",
                new EventNews.Card(
                        "An evening", "Hall", AT, new BigDecimal("10.50"), "USD", "active", 2, 100, List.of("name")),
                null,
                AT));
        assertThat(told.event()).isEqualTo("event_update");
        assertThat(new JsonObject(told.body()))
                .isEqualTo(new JsonObject()
                        .put("type", "event_update")
                        .put("event_id", ID.toString())
                        .put("change", "updated")
                        .put(
                                "event",
                                new JsonObject()
                                        .put("name", "An evening")
                                        .put("venue", "Hall")
                                        .put("event_date", "2026-06-01T10:00:00.123Z")
                                        .put("price", 10.50)
                                        .put("currency", "USD")
                                        .put("status", "active")
                                        .put("version", 2)
                                        .put("total_capacity", 100)
                                        .put("changed", new JsonArray().add("name")))
                        .put("at", "2026-06-01T10:00:00.123Z"));
    }

    @Test
    @DisplayName("of a waitlist: how many wait")
    void waitlist() {
        LiveMessage told = LiveBodies.of(new EventNews(ID, "waitlist_position", null, 3, AT));
        assertThat(told.event()).isEqualTo("notification");
        assertThat(new JsonObject(told.body()))
                .isEqualTo(new JsonObject()
                        .put("type", "waitlist_position")
                        .put("event_id", ID.toString())
                        .put("waiting", 3)
                        .put("at", "2026-06-01T10:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "booking_confirmation, booking_confirmed",
        "waitlist_promoted, waitlist_promoted",
        "event_update, event_update",
        "system_alert, system_alert",
        "booking_cancelled, notification",
        "test, notification"
    })
    @DisplayName("of a notification: its own body, under the name that Socket.IO has for it")
    void notifications(String type, String event) {
        LiveMessage told = LiveBodies.of(new SocketMessage(UUID.randomUUID(), ID, type, "{\"type\":\"x\"}"));
        assertThat(told).isEqualTo(new LiveMessage("users." + ID, event, "{\"type\":\"x\"}"));
    }
}
