package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.testing.LogLines;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("The security log")
class SecurityLogIT {
    private static final String AUTH = "/api/v1/auth/";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-00";

    private final NodeClient client;

    SecurityLogIT(TwoNodes nodes) {
        this.client = nodes.one();
    }

    @Test
    @DisplayName("tells what happened to accounts, by whom and from where, in the trace of the request, and counts it")
    void accounts() {
        try (LogLines log = LogLines.watch("json")) {
            Member member = client.register();
            String admin = client.admin();
            assertOnce(log, "signed_up account=" + member.id() + " from=127.0.0.1");
            signIn(member.email(), NodeClient.PASSWORD);
            assertOnce(log, "signed_in account=" + member.id() + " from=127.0.0.1");
            for (int i = 0; i < 6; i++) {
                signIn(member.email(), "wrong");
            }
            assertThat(log.with("sign_in_failed account=" + member.id())).hasSize(5);
            assertOnce(log, "sign_in_throttled account=" + member.id());
            signIn(UUID.randomUUID() + "@example.com", "wrong");
            assertThat(log.with("sign_in_failed account=null")).isNotEmpty();
            client.put(AUTH + "admin/users/" + member.id(), NodeClient.object().put("tier", "vip"), admin);
            assertThat(log.with("account_changed account=" + member.id() + " by=")
                            .get(0))
                    .contains("tier=VIP");
            Member other = client.register();
            ObjectNode change = NodeClient.object()
                    .put("currentPassword", NodeClient.PASSWORD)
                    .put("newPassword", "another one");
            client.post(AUTH + "change-password", change, other.token());
            assertOnce(log, "password_changed account=" + other.id());
            ObjectNode people = NodeClient.object();
            people.putArray("users")
                    .add(NodeClient.object()
                            .put("email", UUID.randomUUID() + "@example.com")
                            .put("name", "B"));
            client.post(AUTH + "admin/users/import", people, admin);
            assertThat(log.with("accounts_imported")).hasSize(1);
            assertThat(log.with("accounts_imported").get(0)).contains("created=1 asked=1");
            // Each in the trace of its request.
            assertThat(log.with("sign_in_failed"))
                    .allSatisfy(line -> assertThat(line).contains(TRACE).contains("\"security\""));
        }
        assertThat(client.get("/metrics", null).text())
                .contains("evently_security_events_total{event=\"sign_in_failed\",reason=\"\"}");
    }

    @Test
    @DisplayName("tells of every token that was refused why")
    void tokens() {
        Member member = client.register();
        String ended = client.register().token();
        client.post(AUTH + "logout", null, ended);
        String[] parts = member.token().split("\\.", -1);
        try (LogLines log = LogLines.watch("text")) {
            refused(log, "malformed", "rubbish");
            refused(log, "key", "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0." + parts[1] + "." + parts[2]);
            refused(log, "signature", parts[0] + '.' + parts[1] + ".AAAA" + parts[2].substring(4));
            refused(log, "revoked", ended);
            for (String secret : List.of(ended, member.token(), parts[2], member.email())) {
                assertThat(log.with(secret)).isEmpty();
            }
        }
    }

    private void refused(LogLines log, String reason, String token) {
        assertThat(client.get(AUTH + "profile", token).status()).isEqualTo(401);
        assertThat(log.with("token_refused reason=" + reason)).hasSize(1);
    }

    private void signIn(String email, String password) {
        ObjectNode credentials = NodeClient.object().put("email", email).put("password", password);
        int status = client.send(
                        "POST",
                        AUTH + "login",
                        credentials.toString(),
                        "Content-Type",
                        "application/json",
                        "traceparent",
                        TRACEPARENT)
                .status();
        assertThat(status).isIn(200, 401, 429);
    }

    private static void assertOnce(LogLines log, String said) {
        assertThat(log.with(said)).as(said).hasSize(1);
    }
}
