package io.evently.security;

import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.testing.TestServices;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A node in production with a port for management")
class ManagementPortIT {
    private static final String ADMIN = "boss@example.com";
    private static final String PASSWORD = "a password of our own";
    // What a proxy in front says, wherever it runs.
    private static final String[] STRANGER = {"X-Forwarded-For", "203.0.113.9"};

    @Test
    @DisplayName("shows metrics and details there, and nothing else; on the port of the API to administrators")
    void management() {
        int port = TestServices.freePort();
        try (RunningNode node = RunningNode.start(
                "EVENTLY_PROFILE",
                "production",
                "EVENTLY_ADMIN_EMAIL",
                ADMIN,
                "EVENTLY_ADMIN_PASSWORD",
                PASSWORD,
                "EVENTLY_HTTP_MANAGEMENT_PORT",
                Integer.toString(port))) {
            NodeClient management = new NodeClient(port);
            assertThat(management.send("GET", "/metrics", null, STRANGER).text())
                    .contains("evently_security_events_total");
            assertThat(management.send("GET", "/health", null, STRANGER).text()).contains("cluster_members");
            assertThat(management.send("GET", "/api/v1/events", null).status()).isEqualTo(404);

            NodeClient edge = node.client();
            assertThat(edge.send("GET", "/metrics", null, STRANGER).status()).isEqualTo(401);
            assertThat(edge.send("GET", "/health", null, STRANGER).text()).isEqualTo("{\"status\":\"OK\"}");
            assertThat(edge.send(
                                    "GET",
                                    "/metrics",
                                    null,
                                    STRANGER[0],
                                    STRANGER[1],
                                    "Authorization",
                                    "Bearer " + edge.login(ADMIN, PASSWORD))
                            .status())
                    .isEqualTo(200);
        }
    }
}
