package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.NodeClient.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The audit log")
class AuditIT {
    private static RunningNode node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start("EVENTLY_STORAGE_STATEMENT_TIMEOUT", "PT1S");
        client = node.client();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @DisplayName("has what administrators did, to what, with the values they asked for and what became of it")
    void actions() {
        Member admin = client.registerAdmin();
        UUID event = UUID.fromString(client.post(
                        "/api/v1/events",
                        object().put("name", "An evening")
                                .put("venue", "A hall")
                                .put("event_date", "2030-01-01T19:00:00Z")
                                .put("total_capacity", 10)
                                .put("price", 12.5),
                        admin.token())
                .json()
                .at("/data/id")
                .asText());
        Answer changed = client.put("/api/v1/events/" + event, object().put("price", 13), admin.token());
        UUID unknown = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e200");
        assertThat(client.delete("/api/v1/events/" + unknown, admin.token()).status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/analytics/exports/attendees.csv?event_id=" + event, admin.token())
                        .status())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(outcomes("actor_id=" + admin.id()))
                .containsExactly(
                        "export.attendees done",
                        "event.cancel refused",
                        "event.update done",
                        "event.create done",
                        "user.sign_up done"));
        JsonNode lines = lines("actor_id=" + admin.id());
        assertThat(lines.at("/3/target_id").asText()).isEqualTo(event.toString());
        assertThat(lines.at("/3/details/price").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(lines.at("/3/actor/role").asText()).isEqualTo("admin");
        assertThat(lines.at("/2/details")).isEqualTo(object().put("price", 13));
        assertThat(lines.at("/2/trace_id").asText()).isEqualTo(changed.header("X-Trace-Id"));
        assertThat(lines.at("/1/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(lines.at("/0/details/event_id").asText()).isEqualTo(event.toString());
        assertThat(outcomes("target_id=" + event)).containsExactly("event.update done", "event.create done");
        assertThat(outcomes("target_id=" + event + "&action=event.update")).hasSize(1);
        assertThat(outcomes("actor_id=" + admin.id() + "&outcome=refused")).containsExactly("event.cancel refused");
        String since = lines.at("/2/at").asText();
        assertThat(outcomes("actor_id=" + admin.id() + "&from=" + since)).hasSize(3);
        assertThat(outcomes("actor_id=" + admin.id() + "&to=" + since)).hasSize(2);
    }

    @Test
    @DisplayName(
            "has who signed in and who tried to; a cancellation only when an administrator did it for somebody else")
    void people() {
        Member member = client.register();
        client.login(member.email(), NodeClient.PASSWORD);
        assertThat(client.post(
                                "/api/v1/auth/login",
                                object().put("email", member.email()).put("password", "wrong password"),
                                null)
                        .status())
                .isEqualTo(401);
        UUID event = client.event(10);
        String own = booked(client.book(member, event, 1));
        String others = booked(client.book(member, event, 1));
        assertThat(client.put("/api/v1/bookings/" + own + "/cancel", null, member.token())
                        .status())
                .isEqualTo(200);
        assertThat(client.put("/api/v1/bookings/" + others + "/cancel", null, client.admin())
                        .status())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(outcomes("target_id=" + member.id()))
                .contains("session.begin refused", "session.begin done", "user.sign_up done"));
        assertThat(lines("target_id=" + member.id() + "&outcome=refused")
                        .at("/0/actor")
                        .isNull())
                .isTrue();
        await().untilAsserted(() -> assertThat(outcomes("target_id=" + others)).containsExactly("booking.cancel done"));
        assertThat(outcomes("target_id=" + own)).isEmpty();
    }

    @Test
    @DisplayName("is read in pages, the latest first, each entry once")
    void pages() {
        Member admin = client.registerAdmin();
        for (int i = 0; i < 4; i++) {
            client.put("/api/v1/events/" + client.event(1), object().put("price", i + 1), admin.token());
        }
        String mine = "actor_id=" + admin.id() + "&action=event.update";
        await().untilAsserted(() -> assertThat(outcomes(mine)).hasSize(4));
        List<String> prices = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = read(mine + "&limit=2" + next);
            page.path("data")
                    .forEach(line -> prices.add(line.at("/details/price").asText()));
            next = page.path("next").isNull()
                    ? ""
                    : "&before=" + page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(prices).containsExactly("4", "3", "2", "1");
    }

    @Test
    @DisplayName("takes no changes, whoever asks the database for them")
    void appendOnly() throws SQLException {
        client.admin();
        await().untilAsserted(() -> assertThat(outcomes("outcome=done")).isNotEmpty());
        for (String change : List.of(
                "UPDATE audit_entry SET action = 'nothing'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "UPDATE audit_outcome SET status = 500",
                "DELETE FROM audit_outcome",
                "TRUNCATE audit_outcome")) {
            try (Connection accounts = accounts();
                    Statement statement = accounts.createStatement()) {
                assertThatThrownBy(() -> statement.execute(change)).as(change).hasMessageContaining("never changed");
            }
        }
    }

    @Test
    @DisplayName("is written before anything is done: what cannot be written down is not done, and is 503")
    void writtenFirst() throws SQLException {
        UUID event = client.event(5);
        String admin = client.admin();
        try (Connection accounts = accounts();
                Statement statement = accounts.createStatement()) {
            accounts.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_entry IN ACCESS EXCLUSIVE MODE");

            Answer refused = client.put("/api/v1/events/" + event, object().put("price", 99), admin);

            assertThat(refused.status()).isEqualTo(503);
            accounts.rollback();
        }
        assertThat(client.event(event).path("price").decimalValue()).isEqualByComparingTo("10");
        assertThat(client.put("/api/v1/events/" + event, object().put("price", 99), admin)
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("says that an outcome is unknown until it is written down")
    void unknownOutcome() throws SQLException {
        UUID event = client.event(5);
        try (Connection accounts = accounts();
                Statement statement = accounts.createStatement()) {
            accounts.setAutoCommit(false);
            statement.execute("LOCK TABLE audit_outcome IN SHARE MODE");
            CompletableFuture<Answer> changed = client.sendAsync(
                    "PUT", "/api/v1/events/" + event, "{\"price\":7}", "Authorization", "Bearer " + client.admin());
            assertThat(changed.join().status()).isEqualTo(200);

            assertThat(outcomes("target_id=" + event + "&action=event.update")).containsExactly("event.update unknown");
            assertThat(outcomes("target_id=" + event + "&outcome=unknown")).contains("event.update unknown");
            accounts.rollback();
        }
        await().untilAsserted(() -> assertThat(outcomes("target_id=" + event + "&action=event.update"))
                .containsAnyOf("event.update done", "event.update unknown"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=wild",
                "actor_id=7",
                "outcome=maybe",
                "from=yesterday",
                "before=x",
                "limit=0",
                "limit=101"
            })
    @DisplayName("says what is wrong with a question")
    void wrong(String query) {
        Answer answer = client.get("/api/v1/audit?" + query, client.admin());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("details").has(query.substring(0, query.indexOf('='))))
                .isTrue();
    }

    private static String booked(Answer answer) {
        assertThat(answer.status()).isEqualTo(201);
        return answer.json()
                .at("/data/booking_id")
                .asText(answer.json().at("/data/id").asText());
    }

    private static List<String> outcomes(String query) {
        List<String> outcomes = new ArrayList<>();
        lines(query)
                .forEach(line -> outcomes.add(line.path("action").asText()
                        + ' '
                        + line.path("outcome").asText()));
        return outcomes;
    }

    private static JsonNode lines(String query) {
        return read(query).path("data");
    }

    private static JsonNode read(String query) {
        Answer answer = client.get("/api/v1/audit?" + query, client.admin());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static Connection accounts() throws SQLException {
        URI server = URI.create(node.environment().get("DATABASE_URL"));
        String[] login = server.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.getHost() + ':' + server.getPort() + server.getPath() + "_accounts",
                login[0],
                login[1]);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
