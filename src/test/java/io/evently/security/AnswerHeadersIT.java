package io.evently.security;

import io.evently.NodeClient;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.security.ApiOperation.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(TwoNodes.Shared.class)
@DisplayName("Every answer of a whole node")
class AnswerHeadersIT {
    private static final String EVENTS = "/api/v1/events";
    private static final String OWN = "http://localhost:8080";

    private final NodeClient client;

    AnswerHeadersIT(TwoNodes nodes) {
        this.client = nodes.one();
    }

    private Map<String, Answer> answers() {
        Map<String, Answer> answers = new LinkedHashMap<>();
        String user = "Bearer " + client.register().token();
        for (ApiOperation operation : ApiOperation.all(client.document())) {
            Request request = operation.request(Map.of());
            answers.put(
                    operation + " to a stranger",
                    client.send(request.method(), request.path(), request.body(), "Origin", OWN));
        }
        UUID event = client.event(5);
        String tag = String.valueOf(client.get(EVENTS + '/' + event, null).header("ETag"));
        answers.put("a page", client.send("GET", EVENTS, null, "Origin", OWN));
        answers.put("304", client.send("GET", EVENTS + '/' + event, null, "Origin", OWN, "If-None-Match", tag));
        answers.put("400", client.send("GET", EVENTS + "?limit=0", null, "Origin", OWN));
        answers.put("401", client.send("GET", EVENTS, null, "Origin", OWN, "Authorization", "Bearer x"));
        answers.put("403", client.send("DELETE", EVENTS + '/' + event, null, "Origin", OWN, "Authorization", user));
        answers.put("404", client.send("GET", EVENTS + '/' + UUID.randomUUID(), null, "Origin", OWN));
        answers.put("404 of a route", client.send("GET", "/nowhere", null, "Origin", OWN));
        answers.put("405", client.send("PATCH", EVENTS, "{}", "Origin", OWN));
        answers.put(
                "415", client.send("POST", "/api/v1/auth/login", "{}", "Origin", OWN, "Content-Type", "text/plain"));
        answers.put("HEAD", client.send("HEAD", EVENTS, null, "Origin", OWN));
        answers.put("OPTIONS", client.send("OPTIONS", EVENTS, null, "Origin", OWN));
        return answers;
    }

    @Test
    @DisplayName("carries a trace id of its own and the security headers, and names no software")
    void common() {
        Set<String> traces = new HashSet<>();
        List<String> statuses = new ArrayList<>();
        answers().forEach((what, answer) -> {
            statuses.add(Integer.toString(answer.status()));
            String trace = String.valueOf(answer.header("X-Trace-Id"));
            assertThat(trace).as(what).matches("[0-9a-f]{32}");
            assertThat(traces.add(trace)).as(what).isTrue();
            assertThat(answer.header("X-Content-Type-Options")).as(what).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(what).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).as(what).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .as(what)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'");
            assertThat(answer.header("Access-Control-Allow-Origin")).as(what).isEqualTo(OWN);
            assertThat(answer.header("Access-Control-Allow-Credentials"))
                    .as(what)
                    .isNull();
            assertThat(answer.response().headers().allValues("Vary")).as(what).contains("origin");
            assertThat(answer.header("Server")).as(what).isNull();
            assertThat(answer.header("X-Powered-By")).as(what).isNull();
            assertThat(answer.header("Set-Cookie")).as(what).isNull();
            if (answer.status() >= 400) {
                assertThat(answer.header("Content-Type")).as(what).isEqualTo("application/json; charset=utf-8");
                assertThat(answer.json().path("trace_id").asText()).as(what).isEqualTo(trace);
                assertThat(answer.text()).as(what).doesNotContain("Exception", "\\tat ", "SELECT ", "io.evently");
            }
        });
        assertThat(statuses).contains("200", "304", "400", "401", "403", "404", "405", "415");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost.evil.example",
                "http://localhost:1@evil.example",
                "http://localhost:80.evil.example",
                "https://localhost:8080",
                "http://LOCALHOST:8080 ",
                "file://",
                "*"
            })
    @DisplayName("is unreadable for pages of other origins, and so is the answer to their question before")
    void foreignOrigins(String origin) {
        Answer plain = client.send("GET", EVENTS, null, "Origin", origin);
        Answer preflight =
                client.send("OPTIONS", EVENTS, null, "Origin", origin, "Access-Control-Request-Method", "POST");
        for (Answer answer : List.of(plain, preflight)) {
            assertThat(answer.response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
    }
}
