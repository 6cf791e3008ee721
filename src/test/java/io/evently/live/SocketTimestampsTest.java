package io.evently.live;

import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.SeatCounts;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.notification.NotificationEndpoints;
import io.evently.notification.SystemAlert;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients of these tests look at each message they get, so every test of sockets holds to the one format as well. */
@ExtendWith(VertxExtension.class)
@DisplayName("Instants on sockets have milliseconds and end with Z")
class SocketTimestampsTest {
    private static final UUID ALICE = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final UUID EVENT = UUID.fromString("019c3a52-80f0-7a11-8b7e-51c0d2f7a602");

    private LiveFixture fixture;
    private BridgeClient client;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        fixture = LiveFixture.start(vertx);
        client = fixture.client();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-06-01T10:00:00Z", "2026-06-01T10:00:00.120Z", "2026-06-01T10:00:00.123456Z"})
    @DisplayName("in seats and alerts, however fine the instant is")
    void announced(String text) throws Exception {
        Instant at = Instant.parse(text);
        client.register(LiveAddress.ofEvent(EVENT), null);
        client.register(LiveAddress.ALERTS, null);

        SeatCount count = new SeatCount(EVENT, 1, 9, 9, 0, 0, new BigDecimal("10.00"), "USD", "active", 1, at);
        fixture.bus().announce(CatalogEndpoints.SEATS_CHANGED, new SeatCounts(List.of(count)));
        fixture.bus()
                .announce(NotificationEndpoints.SYSTEM_ALERTS, new SystemAlert(EVENT, "Maintenance", "Tonight", at));

        String written = text.replaceFirst("Z$", "").concat(".000").replaceFirst("(\\.\\d{3}).*", "$1Z");
        assertThat(body(LiveAddress.ofEvent(EVENT)).getString("at")).isEqualTo(written);
        assertThat(body(LiveAddress.ALERTS).getString("created_at")).isEqualTo(written);
        client.sync();
    }

    @Test
    @DisplayName("in the answer to a token")
    void signedIn() {
        JsonObject answer = client.signIn(fixture.token(ALICE, Duration.ofNanos(3_600_123_456_789L)));
        assertThat(answer.getString("expires_at")).isEqualTo("2026-06-01T11:00:00.123Z");
    }

    private JsonObject body(String address) {
        return client.awaitAt(address).getJsonObject("body");
    }
}
