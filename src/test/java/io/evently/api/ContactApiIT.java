package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Role;
import io.evently.api.NotificationEdge.Person;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.api.NotificationEdge.NOW;
import static io.evently.api.NotificationEdge.codeOf;
import static io.evently.api.NotificationEdge.data;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("How to be told, and where,")
class ContactApiIT {
    private static final String POINT =
            "BJEsC2L_BdOgCJMxar9izhDVzV3BKaIluw4x1VZnDJ3VhqJRe6rKirVUkFqMosx9VsaRDwczgzM424loutE2lNE";
    private static final String SECRET = "nLcOOXBqUqe0KB-VPSNlJQ";
    private static final String OTHER_SECRET = "AAAAAAAAAAAAAAAAAAAAAA";
    private static NotificationEdge edge;
    private static Person ann;
    private static Person bob;
    private static Person admin;

    @BeforeAll
    static void open() {
        edge = new NotificationEdge();
        ann = edge.person(Role.USER);
        bob = edge.person(Role.USER);
        admin = edge.person(Role.ADMIN);
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    @BeforeEach
    void forget() {
        edge.forget();
        edge.clock.set(NOW);
    }

    @Test
    @DisplayName("starts with the websocket, then mail, and is set as a whole, by oneself alone")
    void preferences() {
        JsonNode before = data(200, edge.send(ann, "GET", "/preferences", null));
        JsonNode set = data(
                200,
                edge.send(
                        ann,
                        "PUT",
                        "/preferences",
                        "{\"channels\":[\"sms\",\"push\"],\"phone\":\"+15550100123\",\"reminders\":false}"));
        JsonNode after = data(200, edge.send(ann, "GET", "/preferences", null));
        JsonNode ofBob = data(200, edge.send(bob, "GET", "/preferences", null));
        JsonNode whole = data(200, edge.send(ann, "PUT", "/preferences", "{\"channels\":[\"email\"]}"));

        assertThat(before.toString())
                .isEqualTo("{\"channels\":[\"websocket\",\"email\"],\"phone\":null,\"reminders\":true}");
        assertThat(set.toString())
                .isEqualTo("{\"channels\":[\"sms\",\"push\"],\"phone\":\"+15550100123\",\"reminders\":false}");
        assertThat(after).isEqualTo(set);
        assertThat(ofBob).isEqualTo(before);
        assertThat(whole.toString()).isEqualTo("{\"channels\":[\"email\"],\"phone\":null,\"reminders\":true}");
        assertThat(codeOf(edge.send(null, "GET", "/preferences", null))).isEqualTo("401 AUTHENTICATION_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channels\":[\"email\",\"sms\"]}",
                "{\"channels\":[\"email\"],\"phone\":\"5550100123\"}",
                "{\"channels\":[\"email\"],\"phone\":\"+05550100123\"}",
                "{\"channels\":[\"email\"],\"phone\":\"+15550100123\\n\"}",
                "{\"channels\":[\"email\"],\"phone\":\"+1555010012345678\"}",
                "{\"channels\":[]}",
                "{\"channels\":[\"email\",\"email\"]}",
                "{\"channels\":[\"webhook\"]}"
            })
    @DisplayName(
            "is refused where text messages have no number, numbers are not E.164, and channels are none or double")
    void preferencesRefused(String body) {
        assertThat(codeOf(edge.send(ann, "PUT", "/preferences", body))).isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    @DisplayName("knows no key for push while push is off")
    void pushKey() {
        assertThat(codeOf(edge.send(ann, "GET", "/push/key", null))).isEqualTo("404 NOT_FOUND");
        edge.pushKey.set(POINT);

        assertThat(data(200, edge.send(ann, "GET", "/push/key", null))
                        .path("public_key")
                        .asText())
                .isEqualTo(POINT);
    }

    @Test
    @DisplayName("lists a browser once, with its newest keys, and forgets it when its user wishes so")
    void subscription() {
        Answer first = subscribe(ann, "https://push.example.com/a", POINT + "=", SECRET + "==");
        JsonNode again = data(201, subscribe(ann, "https://push.example.com/a", POINT, "AAAAAAAAAAAAAAAAAAAAAA"));
        String id = again.path("id").asText();
        Answer list = edge.send(ann, "GET", "/push/subscriptions", null);
        Row row = edge.onAccounts("SELECT p256dh, auth FROM push_subscription", Tuple.tuple())
                .get(0);

        assertThat(data(201, first).path("id").asText()).isEqualTo(id);
        assertThat(first.header("Location")).isEqualTo("/api/v1/notifications/push/subscriptions/" + id);
        assertThat(data(200, list)).hasSize(1);
        assertThat(list.text()).doesNotContain(POINT, SECRET);
        assertThat(row.getString("p256dh")).isEqualTo(POINT);
        assertThat(row.getString("auth")).isEqualTo("AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(codeOf(edge.send(bob, "DELETE", "/push/subscriptions/" + id, null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(edge.send(ann, "DELETE", "/push/subscriptions/" + id, null).status())
                .isEqualTo(200);
        assertThat(codeOf(edge.send(ann, "DELETE", "/push/subscriptions/" + id, null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(data(200, edge.send(ann, "GET", "/push/subscriptions", null)))
                .isEmpty();
    }

    @Test
    @DisplayName("moves a browser to whoever registers it with the same keys, out of reach of the one before")
    void moved() {
        String before = data(201, subscribe(ann, "https://push.example.com/shared", POINT, SECRET))
                .path("id")
                .asText();
        String after = data(201, subscribe(bob, "https://push.example.com/shared", POINT, SECRET))
                .path("id")
                .asText();

        assertThat(after).isNotEqualTo(before);
        assertThat(data(200, edge.send(ann, "GET", "/push/subscriptions", null)))
                .isEmpty();
        assertThat(data(200, edge.send(bob, "GET", "/push/subscriptions", null)).findValuesAsText("id"))
                .containsExactly(after);
        assertThat(codeOf(edge.send(ann, "DELETE", "/push/subscriptions/" + after, null)))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("leaves a browser with its user when somebody knows its endpoint but not its keys")
    void notMoved() {
        String endpoint = "https://push.example.com/mine";
        data(201, subscribe(ann, endpoint, POINT, SECRET));
        assertThat(codeOf(subscribe(bob, endpoint, POINT, OTHER_SECRET))).isEqualTo("409 CONFLICT");
        assertThat(data(200, edge.send(ann, "GET", "/push/subscriptions", null)).findValuesAsText("endpoint"))
                .contains(endpoint);
        assertThat(subscribe(ann, endpoint, POINT, OTHER_SECRET).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("shows how a webhook does, and switches it on again with its secret")
    void webhookState() {
        JsonNode added = data(201, edge.send(admin, "POST", "/webhooks", "{\"url\":\"https://hooks.example.com/s\"}"));
        String id = added.path("id").asText();
        assertThat(added.path("state").asText()).isEqualTo("active");
        edge.onAccounts(
                "UPDATE webhook SET failing_since = now(), disabled_at = now(), disabled_reason = 'gone' WHERE id = $1",
                Tuple.of(UUID.fromString(id)));
        JsonNode off = edge.send(admin, "GET", "/webhooks", null).json().path("data");
        assertThat(off.findValuesAsText("state")).contains("disabled");
        assertThat(off.findValuesAsText("disabled_reason")).contains("gone");
        assertThat(codeOf(edge.send(ann, "POST", "/webhooks/" + id + "/enable", null)))
                .isEqualTo("403 FORBIDDEN");
        JsonNode on = data(200, edge.send(admin, "POST", "/webhooks/" + id + "/enable", null));
        assertThat(on.path("state").asText()).isEqualTo("active");
        assertThat(on.path("failing_since").isNull()).isTrue();
        assertThat(codeOf(edge.send(admin, "POST", "/webhooks/" + UUID.randomUUID() + "/enable", null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(edge.send(admin, "DELETE", "/webhooks/" + id, null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("has room for ten browsers, however many register at the same moment")
    void tenBrowsers() {
        List<CompletableFuture<Answer>> all = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> subscribe(ann, "https://push.example.com/" + i, POINT, SECRET)))
                .toList();
        List<String> codes = all.stream()
                .map(CompletableFuture::join)
                .map(NotificationEdge::codeOf)
                .toList();

        assertThat(codes).filteredOn(code -> code.startsWith("201")).hasSize(10);
        assertThat(codes).filteredOn("409 CONFLICT"::equals).hasSize(6);
        String known = data(200, edge.send(ann, "GET", "/push/subscriptions", null))
                .get(0)
                .path("endpoint")
                .asText();
        assertThat(subscribe(ann, known, POINT, SECRET).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "refuses browsers with endpoints that are not https, keys that are none, and secrets of another length")
    void subscriptionRefused() {
        String beside = POINT.substring(0, 60) + (POINT.charAt(60) == 'A' ? 'B' : 'A') + POINT.substring(61);

        assertThat(wrong(subscribe(ann, "ftp://push.example.com/a", POINT, SECRET)))
                .containsExactly("endpoint");
        assertThat(wrong(edge.inProduction(
                        ann, "POST", "/push/subscriptions", browser("http://push.example.com/a", POINT, SECRET))))
                .containsExactly("endpoint");
        assertThat(wrong(subscribe(ann, "https://user:word@push.example.com/a", POINT, SECRET)))
                .containsExactly("endpoint");
        assertThat(wrong(subscribe(ann, "https:///a", POINT, SECRET))).containsExactly("endpoint");
        assertThat(wrong(subscribe(ann, "https://push.example.com/a", beside, SECRET)))
                .containsExactly("keys.p256dh");
        assertThat(wrong(subscribe(ann, "https://push.example.com/a", "A" + POINT.substring(1), "x" + SECRET)))
                .containsExactly("keys.auth");
        assertThat(wrong(subscribe(ann, "https:// ", "A" + POINT.substring(1), SECRET)))
                .containsExactlyInAnyOrder("endpoint", "keys.p256dh");
        assertThat(edge.onAccounts("SELECT FROM push_subscription", Tuple.tuple()))
                .isEmpty();
    }

    @Test
    @DisplayName("tells a webhook's secret once, to the administrator who registers it")
    void webhook() {
        String body = "{\"url\":\"http://127.0.0.1:9000/hook\",\"topics\":[\"booking.confirmed\",\"system.alert\"]}";
        Answer added = edge.send(admin, "POST", "/webhooks", body);
        JsonNode webhook = data(201, added);
        String secret = webhook.path("secret").asText();
        String id = webhook.path("id").asText();
        Answer list = edge.send(admin, "GET", "/webhooks", null);
        String other = data(201, edge.send(admin, "POST", "/webhooks", "{\"url\":\"https://hooks.example.com\"}"))
                .path("secret")
                .asText();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(other);
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
        assertThat(added.header("Location")).isEqualTo("/api/v1/notifications/webhooks/" + id);
        assertThat(list.text()).contains(id).doesNotContain("whsec_");
        assertThat(list.json().at("/data/0/topics").toString()).isEqualTo("[\"booking.confirmed\",\"system.alert\"]");
        assertThat(edge.onAccounts("SELECT secret FROM webhook WHERE id = $1", Tuple.of(UUID.fromString(id)))
                        .get(0)
                        .getString("secret"))
                .isEqualTo(secret);
        assertThat(edge.send(admin, "DELETE", "/webhooks/" + id, null).status()).isEqualTo(200);
        assertThat(codeOf(edge.send(admin, "DELETE", "/webhooks/" + id, null))).isEqualTo("404 NOT_FOUND");
        assertThat(data(200, edge.send(admin, "GET", "/webhooks", null))).hasSize(1);
    }

    @Test
    @DisplayName("keeps webhooks for administrators, of known topics, at most twenty")
    void webhookRefused() {
        String good = "{\"url\":\"https://hooks.example.com/x\"}";
        assertThat(codeOf(edge.send(ann, "POST", "/webhooks", good))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(edge.send(ann, "GET", "/webhooks", null))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(edge.send(ann, "DELETE", "/webhooks/" + UUID.randomUUID(), null)))
                .isEqualTo("403 FORBIDDEN");
        for (String bad : List.of(
                "{\"url\":\"ftp://hooks.example.com\"}",
                "{\"url\":\"https://a:b@hooks.example.com\"}",
                "{\"url\":\"https://hooks.example.com/x\",\"topics\":[\"booking.eaten\"]}",
                "{\"url\":\"https://hooks.example.com/x\",\"topics\":[\"hold.expired\",\"hold.expired\"]}")) {
            assertThat(codeOf(edge.send(admin, "POST", "/webhooks", bad))).isEqualTo("400 VALIDATION_ERROR");
        }
        for (int i = 0; i < 20; i++) {
            data(201, edge.send(admin, "POST", "/webhooks", good));
        }
        assertThat(codeOf(edge.send(admin, "POST", "/webhooks", good))).isEqualTo("409 CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://169.254.169.254/latest/meta-data",
                "https://postgres:5432/",
                "https://redis.internal/"
            })
    @DisplayName("leads nowhere into the service's own network in production")
    void outwardOnly(String url) {
        String browser = browser(url, POINT, SECRET);

        assertThat(wrong(edge.inProduction(admin, "POST", "/webhooks", "{\"url\":\"" + url + "\"}")))
                .containsExactly("url");
        assertThat(wrong(edge.inProduction(ann, "POST", "/push/subscriptions", browser)))
                .containsExactly("endpoint");
        assertThat(edge.send(ann, "POST", "/push/subscriptions", browser).status())
                .isEqualTo(201);
        assertThat(wrong(edge.inProduction(admin, "POST", "/webhooks", "{\"url\":\"http://hooks.example.com/\"}")))
                .containsExactly("url");
    }

    @Test
    @DisplayName(
            "shows in the demonstration what would have been sent, as text, and in production that there is no such page")
    void localOutbox() {
        Answer empty = edge.send(null, "GET", "/outbox", null);
        edge.onAccounts(
                "INSERT INTO local_outbox (channel, address, title, body, at) VALUES ('email', $1, $2, $3, $4)",
                Tuple.of(
                        "\"Ann\" <ann@example.com>",
                        "<script>alert(1)</script>",
                        "Tom & Jerry's\n100 %s",
                        NOW.atOffset(ZoneOffset.UTC)));
        Answer page = edge.send(null, "GET", "/outbox", null);
        Answer hidden = edge.inProduction(null, "GET", "/outbox", null);

        assertThat(empty.text()).contains("Nothing yet", "http-equiv=\"refresh\"");
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text())
                .contains("&quot;Ann&quot; &lt;ann@example.com&gt;")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("Tom &amp; Jerry&#39;s\n100 %s")
                .contains("2026-06-01T12:00:00.250Z", "1 Jun 2026, 12:00:00 UTC")
                .doesNotContain("http-equiv=\"refresh\"")
                .doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(codeOf(hidden)).isEqualTo("404 NOT_FOUND");
    }

    private static Answer subscribe(Person person, String endpoint, String p256dh, String auth) {
        return edge.send(person, "POST", "/push/subscriptions", browser(endpoint, p256dh, auth));
    }

    private static String browser(String endpoint, String p256dh, String auth) {
        return "{\"endpoint\":\"" + endpoint + "\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"" + p256dh
                + "\",\"auth\":\"" + auth + "\"}}";
    }

    private static Set<String> wrong(Answer answer) {
        assertThat(codeOf(answer)).as(answer.text()).isEqualTo("400 VALIDATION_ERROR");
        Set<String> fields = new HashSet<>();
        answer.json().path("details").fieldNames().forEachRemaining(fields::add);
        return fields;
    }
}
