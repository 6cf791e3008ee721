package io.evently.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Unmodified clients of Socket.IO on two nodes")
class SocketIoNodesIT {
    private static final Logger log = LoggerFactory.getLogger(SocketIoNodesIT.class);
    private static final String PAGE = "page";

    private RunningNode first;
    private RunningNode second;
    private NodeClient other;
    private SocketIoScript script;

    @BeforeEach
    void start() {
        // As delivered: requests of one client come on any of several event loops.
        first = RunningNode.start("EVENTLY_HTTP_INSTANCES", "2");
        second = first.another();
        other = second.client();
        script = new SocketIoScript();
    }

    @AfterEach
    void stop() {
        script.close();
        second.close();
        first.close();
    }

    @ParameterizedTest(name = "over {0}")
    @ValueSource(strings = {"polling", "websocket"})
    @DisplayName("hear on one node what is done through the other: a booking, a promotion, a change, an alert")
    void everything(String transport) {
        Member buyer = other.register();
        Member waiting = other.register();
        UUID event = other.event(2);
        JsonObject over = SocketIoScript.over(transport);
        script.connect(PAGE, first.port(), over, buyer.token());
        script.connect("waiting", first.port(), over, waiting.token());
        script.connect("stranger", first.port(), over, null);
        assertThat(script.subscribe(PAGE, "user_id", buyer.id()).getBoolean("ok"))
                .isTrue();
        assertThat(script.subscribe("stranger", "user_id", buyer.id()).getString("code"))
                .isEqualTo("NOT_LOGGED_IN");
        assertThat(script.awaitEvent("stranger", "error").getString("code")).isEqualTo("NOT_LOGGED_IN");

        long asked = System.nanoTime();
        String booking =
                other.book(buyer, event, 2).json().at("/data/booking_id").asText();
        JsonObject confirmed = script.awaitEvent(PAGE, "booking_confirmed");
        log.info("booking_confirmed after {} ms", (System.nanoTime() - asked) / 1_000_000);
        assertThat(confirmed.getString("type")).isEqualTo("booking_confirmation");
        assertThat(confirmed.getString("booking_reference")).isNotEmpty();

        join(waiting, event);
        assertThat(other.put("/api/v1/bookings/" + booking + "/cancel", null, buyer.token())
                        .status())
                .isEqualTo(200);
        assertThat(script.awaitEvent("waiting", "waitlist_promoted").getString("event_id"))
                .isEqualTo(event.toString());

        assertThat(script.subscribe("stranger", "event_id", event).getBoolean("ok"))
                .isTrue();
        ObjectNode change = NodeClient.object().put("name", "A matinée");
        assertThat(other.put("/api/v1/events/" + event, change, other.admin()).status())
                .isEqualTo(200);
        JsonObject update = awaitUpdate("stranger", "event_update");
        assertThat(update.getJsonObject("event").getString("name")).isEqualTo("A matinée");

        ObjectNode alert = NodeClient.object()
                .put("type", "system_alert")
                .put("title", "Tonight")
                .put("message", "Closed from two to three");
        assertThat(other.post("/api/v1/notifications/send", alert, other.admin())
                        .status())
                .isBetween(200, 202);
        assertThat(script.awaitEvent("stranger", "system_alert").getString("title"))
                .isEqualTo("Tonight");
        assertThat(script.unheard("stranger")).doesNotContain("booking_confirmed", "waitlist_promoted");
    }

    @Test
    @DisplayName("go to the other node when theirs dies, and are heard of there")
    void nodeDies() throws Exception {
        Member member = other.register();
        UUID event = other.event(10);
        try (Balancer balancer = Balancer.to(first.port())) {
            script.connect("polls", balancer.port(), SocketIoScript.over("polling"), member.token());
            script.connect("listens", balancer.port(), SocketIoScript.over("websocket"), member.token());

            balancer.now(second.port());

            assertThat(script.await("disconnected", "polls")).isNotNull();
            assertThat(script.await("disconnected", "listens")).isNotNull();
            assertThat(script.await("connected", "polls")).isNotNull();
            assertThat(script.await("connected", "listens")).isNotNull();
            assertThat(other.book(member, event, 1).status()).isEqualTo(201);
            assertThat(script.awaitEvent("polls", "booking_confirmed")).isNotNull();
            assertThat(script.awaitEvent("listens", "booking_confirmed")).isNotNull();
        }
    }

    @Test
    @DisplayName("hear nothing private any more once they signed out on the other node")
    void signedOutElsewhere() {
        Member member = other.register();
        script.connect(PAGE, first.port(), SocketIoScript.over("websocket"), member.token());

        assertThat(other.post("/api/v1/auth/logout", null, member.token()).status())
                .isBetween(200, 204);

        assertThat(script.awaitEvent(PAGE, "error").getString("user_id"))
                .isEqualTo(member.id().toString());
        assertThat(script.subscribe(PAGE, "user_id", member.id()).getString("code"))
                .isEqualTo("NOT_LOGGED_IN");
    }

    private void join(Member member, UUID event) {
        ObjectNode wish =
                NodeClient.object().put("user_id", member.id().toString()).put("quantity", 1);
        assertThat(other.post("/api/v1/waitlist/" + event + "/join", wish, member.token())
                        .status())
                .isEqualTo(201);
    }

    // Seats come under the same name.
    private JsonObject awaitUpdate(String socket, String type) {
        while (true) {
            JsonObject update = script.awaitEvent(socket, "event_update");
            if (type.equals(update.getString("type"))) {
                return update;
            }
        }
    }
}
