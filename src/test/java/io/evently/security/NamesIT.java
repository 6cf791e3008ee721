package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("A name that somebody gives")
class NamesIT {
    private final NodeClient client;

    NamesIT(TwoNodes nodes) {
        this.client = nodes.one();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u200B\u200B\u200B", "\u2800", "\u00A0", "\u3164", "Ada\u202Egnp.exe", "a\u2066b", "a\u0007b"})
    @DisplayName("and that shows nothing, or turns its neighbours, is refused wherever a name or title can be given")
    void refused(String name) {
        String admin = client.admin();
        Member member = client.register();
        assertRefused("POST", "/api/v1/auth/register", registration(name), null);
        ObjectNode people = NodeClient.object();
        people.putArray("users").add(NodeClient.object().put("email", fresh()).put("name", name));
        assertRefused("POST", "/api/v1/auth/admin/users/import", people, admin);
        assertRefused("POST", "/api/v1/events", event().put("name", name), admin);
        assertRefused("POST", "/api/v1/events", event().put("venue", name), admin);
        UUID event = client.event(3);
        assertRefused("PUT", "/api/v1/events/" + event, NodeClient.object().put("name", name), admin);
        assertRefused("PUT", "/api/v1/events/" + event, NodeClient.object().put("venue", name), admin);
        ObjectNode notification =
                NodeClient.object().put("type", "welcome").put("title", name).put("message", "Hello");
        assertRefused(
                "POST",
                "/api/v1/notifications/send",
                notification.deepCopy().put("user_id", member.id().toString()),
                admin);
        assertRefused("POST", "/api/v1/notifications/broadcast/" + event, notification, admin);
    }

    @Test
    @DisplayName("is kept in the composed form, and found by either")
    void composed() {
        String name = "Cafe\u0301 " + UUID.randomUUID();
        assertThat(client.post("/api/v1/events", event().put("name", name), client.admin())
                        .json()
                        .toString())
                .contains("Caf\u00E9")
                .doesNotContain("\u0301");
        for (String form : new String[] {"Cafe%CC%81", "Caf%C3%A9"}) {
            String query = form + "%20" + name.substring(6);
            assertThat(client.get("/api/v1/events?q=" + query, null)
                            .json()
                            .path("total")
                            .asInt())
                    .as(form)
                    .isEqualTo(1);
        }
    }

    private void assertRefused(String method, String path, ObjectNode body, @Nullable String token) {
        int status = method.equals("POST")
                ? client.post(path, body, token).status()
                : client.put(path, body, token).status();
        assertThat(status).as("%s %s %s", method, path, body).isEqualTo(400);
    }

    private static ObjectNode registration(String name) {
        return NodeClient.object().put("email", fresh()).put("name", name).put("password", NodeClient.PASSWORD);
    }

    private static ObjectNode event() {
        return NodeClient.object()
                .put("name", "Concert")
                .put("venue", "Hall")
                .put("event_date", "2199-01-01T20:00:00.000Z")
                .put("total_capacity", 10)
                .put("price", 1);
    }

    private static String fresh() {
        return UUID.randomUUID() + "@example.com";
    }
}
