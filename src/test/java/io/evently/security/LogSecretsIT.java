package io.evently.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.NodeClient;
import io.evently.NodeClient.Member;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("The log")
class LogSecretsIT {
    private static final String AUTH = "/api/v1/auth/";

    private final NodeClient client;

    LogSecretsIT(TwoNodes nodes) {
        this.client = nodes.one();
    }

    @Test
    @DisplayName("holds no password, no token and no e-mail address, whatever people do and get wrong")
    void clean() {
        List<String> secrets = new ArrayList<>(List.of("pa55-word-one", "pa55-word-two", RunningNode.JWT_SECRET));
        try (LogCapture log = LogCapture.begin()) {
            String email = UUID.randomUUID() + "@private.example";
            ObjectNode registration = NodeClient.object()
                    .put("email", email)
                    .put("name", "Somebody")
                    .put("password", "pa55-word-one");
            Answer registered = client.post(AUTH + "register", registration, null);
            String token = registered.json().at("/data/token").asText();
            secrets.addAll(List.of(email, email.replace("@", "%40"), token));
            client.post(AUTH + "register", registration, null);
            client.post(AUTH + "register", registration.deepCopy().put("email", email + "@@"), null);
            for (String password : List.of("pa55-word-one", "pa55-word-two")) {
                ObjectNode credentials = NodeClient.object().put("email", email).put("password", password);
                Answer login = client.post(AUTH + "login", credentials, null);
                secrets.add(login.json().at("/data/token").asText("none given"));
            }
            client.get(AUTH + "profile?email=" + email + "&token=" + token, token);
            client.get("/api/v1/events?q=" + email, null);
            client.send("GET", "/api/v1/events/" + token, null);
            client.send("GET", "/nowhere/" + email + '/' + token, null, "Authorization", "Bearer " + token + 'x');
            ObjectNode change =
                    NodeClient.object().put("currentPassword", "pa55-word-one").put("newPassword", "pa55-word-two");
            client.post(AUTH + "change-password", change, token);
            client.post(AUTH + "logout", null, client.login(email, "pa55-word-two"));
            ObjectNode people = NodeClient.object().put("issue_tokens", true);
            people.putArray("users")
                    .add(NodeClient.object().put("email", "b" + email).put("name", "B"));
            Answer imported = client.post(AUTH + "admin/users/import", people, client.admin());
            secrets.add(imported.json().at("/data/users/0/token").asText());
            Member member = client.register();
            client.book(member, client.event(3), 1);
            client.put(AUTH + "admin/users/" + member.id(), NodeClient.object().put("isActive", false), client.admin());
            client.get(AUTH + "admin/users?limit=100", client.admin());

            assertThat(registered.status()).isEqualTo(201);
            assertThat(imported.status()).isEqualTo(200);
            assertThat(secrets).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(8));
            for (String line : log.lines()) {
                secrets.forEach(secret -> assertThat(line).doesNotContain(secret));
                assertThat(line).doesNotContainPattern("[\\w.+-]+@[\\w-]+\\.[\\w.-]+|eyJ[\\w-]+\\.[\\w-]+");
            }
        }
    }
}
