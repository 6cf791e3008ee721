package io.evently.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Role;
import io.evently.api.NotificationEdge.Person;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.api.NotificationEdge.NOW;
import static io.evently.api.NotificationEdge.SHARDS;
import static io.evently.api.NotificationEdge.codeOf;
import static io.evently.api.NotificationEdge.data;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("/notifications")
class NotificationApiIT {
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
    @DisplayName("POST send stores the notification with one delivery for each channel, due at once")
    void send() {
        Answer answer = edge.send(admin, "POST", "/send", direct(ann, ",\"channels\":[\"email\",\"sms\"]"));

        JsonNode sent = data(201, answer);
        assertThat(sent.path("user_id").asText()).isEqualTo(ann.id().toString());
        assertThat(sent.path("type").asText()).isEqualTo("booking_confirmation");
        assertThat(sent.path("title").asText()).isEqualTo("Booking confirmation");
        assertThat(sent.path("message").asText()).isEqualTo("It is yours!");
        assertThat(sent.path("status").asText()).isEqualTo("pending");
        assertThat(sent.path("read").asBoolean()).isFalse();
        assertThat(sent.path("channels").toString()).isEqualTo("[\"email\",\"sms\"]");
        assertThat(deliveries(UUID.fromString(sent.path("id").asText())))
                .containsExactly("email due 0 " + NOW, "sms due 0 " + NOW);
        assertThat(edge.rings).hasValue(1);
        JsonNode listed = data(200, edge.send(ann, "GET", "/user/" + ann.id(), null));
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("id")).isEqualTo(sent.path("id"));
    }

    @Test
    @DisplayName("POST send without channels goes to the websocket, with a title when one is given")
    void sendByDefault() {
        JsonNode sent =
                data(201, edge.send(admin, "POST", "/send", direct(ann, ",\"title\":\"Müllers <b>Abend</b>\"")));

        assertThat(sent.path("title").asText()).isEqualTo("Müllers <b>Abend</b>");
        assertThat(deliveries(UUID.fromString(sent.path("id").asText()))).containsExactly("websocket due 0 " + NOW);
    }

    @Test
    @DisplayName("POST send of a system alert to nobody in person leaves a row in the outbox of the first shard")
    void alert() {
        Answer answer = edge.send(
                admin,
                "POST",
                "/send",
                "{\"type\":\"system_alert\",\"title\":\"Heads up\",\"message\":\"Back at \\\"noon\\\"\"}");

        JsonNode sent = data(201, answer);
        assertThat(sent.path("user_id").isNull()).isTrue();
        Row row = edge.onShard(0, "SELECT facts->0 AS fact, at FROM outbox", Tuple.tuple())
                .get(0);
        assertThat(row.getJsonObject("fact"))
                .isEqualTo(new JsonObject()
                        .put("topic", "system.alert")
                        .put("alert_id", sent.path("id").asText())
                        .put("title", "Heads up")
                        .put("message", "Back at \"noon\""));
        assertThat(row.getOffsetDateTime("at").toInstant()).isEqualTo(NOW);
    }

    @Test
    @DisplayName("POST send is for administrators, to people who exist")
    void sendRefused() {
        String toNobody = "{\"user_id\":\"" + UUID.randomUUID() + "\",\"type\":\"news\",\"message\":\"x\"}";

        assertThat(codeOf(edge.send(ann, "POST", "/send", direct(ann, "")))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(edge.send(null, "POST", "/send", direct(ann, "")))).isEqualTo("401 AUTHENTICATION_REQUIRED");
        assertThat(codeOf(edge.send(admin, "POST", "/send", toNobody))).isEqualTo("404 NOT_FOUND");
        Answer addressless = edge.send(admin, "POST", "/send", "{\"type\":\"news\",\"message\":\"x\"}");
        assertThat(codeOf(addressless)).isEqualTo("400 VALIDATION_ERROR");
        assertThat(addressless.json().at("/details/user_id").asText()).isEqualTo("is required");
        assertThat(total("SELECT count(*) AS n FROM notification")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"News\",\"message\":\"x\"",
                "\"type\":\"_news\",\"message\":\"x\"",
                "\"type\":\"news\\n\",\"message\":\"x\"",
                "\"type\":\"\",\"message\":\"x\"",
                "\"type\":\"news\",\"message\":\" \"",
                "\"type\":\"news\",\"message\":\"x\",\"title\":\"a\\r\\nBcc: b\"",
                "\"type\":\"news\",\"message\":\"x\",\"title\":\"a\\n\"",
                "\"type\":\"news\",\"message\":\"x\",\"title\":\"\"",
                "\"type\":\"news\",\"message\":\"x\",\"channels\":[]",
                "\"type\":\"news\",\"message\":\"x\",\"channels\":[\"email\",\"email\"]",
                "\"type\":\"news\",\"message\":\"x\",\"channels\":[\"webhook\"]",
                "\"type\":\"news\",\"message\":\"x\",\"channels\":[\"EMAIL\"]"
            })
    @DisplayName("POST send and POST broadcast refuse types, titles, messages and channels that there are not")
    void sendInvalid(String members) {
        String path = "/broadcast/" + edge.event();

        assertThat(codeOf(edge.send(admin, "POST", "/send", "{\"user_id\":\"" + ann.id() + "\"," + members + "}")))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(codeOf(edge.send(admin, "POST", path, "{" + members + "}"))).isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    @DisplayName("POST send takes texts of the longest lengths, and no longer ones")
    void lengths() {
        Answer longest = edge.send(admin, "POST", "/send", texts(50, 200, 2_000));

        assertThat(longest.status()).as(longest.text()).isEqualTo(201);
        for (String tooLong : List.of(texts(51, 200, 2_000), texts(50, 201, 2_000), texts(50, 200, 2_001))) {
            assertThat(codeOf(edge.send(admin, "POST", "/send", tooLong))).isEqualTo("400 VALIDATION_ERROR");
        }
    }

    private static String texts(int type, int title, int message) {
        return "{\"user_id\":\"" + ann.id() + "\",\"type\":\"" + "n".repeat(type) + "\",\"title\":\""
                + "t".repeat(title) + "\",\"message\":\"" + "m".repeat(message) + "\"}";
    }

    @Test
    @DisplayName("GET user/{userId} merges all shards, newest first, in pages that link to one another")
    void list() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            edge.clock.set(NOW.plusSeconds(i));
            newestFirst.add(0, edge.stored(i % SHARDS, ann, "delivered", null).toString());
            edge.stored(i % SHARDS, bob, "delivered", null);
        }

        Answer first = edge.send(ann, "GET", "/user/" + ann.id() + "?limit=3", null);
        Answer second = edge.send(admin, "GET", "/user/" + ann.id() + "?limit=3&offset=3", null);
        Answer last = edge.send(ann, "GET", "/user/" + ann.id() + "?limit=3&offset=6", null);

        List<String> seen = new ArrayList<>();
        for (Answer page : List.of(first, second, last)) {
            seen.addAll(data(200, page).findValuesAsText("id"));
            assertThat(page.json().path("total").asInt()).isEqualTo(7);
            assertThat(page.json().path("unread").asInt()).isEqualTo(7);
        }
        assertThat(seen).isEqualTo(newestFirst);
        assertThat(first.json().path("count").asInt()).isEqualTo(3);
        assertThat(last.json().path("count").asInt()).isEqualTo(1);
        assertThat(second.header("Link")).contains("offset=6", "rel=\"next\"", "offset=0", "rel=\"prev\"");
        JsonNode row = first.json().at("/data/0");
        assertThat(row.path("data").toString()).isEqualTo("{\"seats\":2}");
        assertThat(row.path("status").asText()).isEqualTo("delivered");
        assertThat(row.path("event_id").isNull()).isTrue();
        assertThat(row.path("read_at").isNull()).isTrue();
    }

    @Test
    @DisplayName("GET user/{userId} leaves out what was read when only the unread is wanted")
    void unreadOnly() {
        edge.stored(0, ann, "delivered", null);
        String unread = edge.stored(1, ann, "failed", null).toString();
        edge.onShard(0, "UPDATE notification SET read_at = created_at", Tuple.tuple());

        Answer answer = edge.send(ann, "GET", "/user/" + ann.id() + "?unread_only=true", null);
        Answer all = edge.send(ann, "GET", "/user/" + ann.id(), null);

        assertThat(data(200, answer).findValuesAsText("id")).containsExactly(unread);
        assertThat(answer.json().path("total").asInt()).isEqualTo(1);
        assertThat(data(200, all)).hasSize(2);
        assertThat(all.json().path("total").asInt()).isEqualTo(2);
        assertThat(all.json().path("unread").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("PUT {id}/read marks one's own once and for all, and knows nothing of another's")
    void markRead() {
        String id = edge.stored(2, ann, "delivered", null).toString();

        assertThat(codeOf(edge.send(bob, "PUT", "/" + id + "/read", null))).isEqualTo("404 NOT_FOUND");
        edge.clock.set(NOW.plusSeconds(5));
        JsonNode marked = data(200, edge.send(ann, "PUT", "/" + id + "/read", null));
        edge.clock.set(NOW.plusSeconds(9));
        JsonNode again = data(200, edge.send(admin, "PUT", "/" + id + "/read", null));

        assertThat(marked.path("read").asBoolean()).isTrue();
        assertThat(Instant.parse(marked.path("read_at").asText())).isEqualTo(NOW.plusSeconds(5));
        assertThat(again).isEqualTo(marked);
        assertThat(codeOf(edge.send(ann, "PUT", "/" + edge.id(1) + "/read", null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(edge.send(ann, "PUT", "/" + UUID.randomUUID() + "/read", null)))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("PUT user/{userId}/read marks all on all shards, and says how many were unread")
    void markAllRead() {
        for (int i = 0; i < 6; i++) {
            edge.stored(i % SHARDS, ann, "delivered", null);
        }
        edge.stored(0, bob, "delivered", null);

        assertThat(codeOf(edge.send(bob, "PUT", "/user/" + ann.id() + "/read", null)))
                .isEqualTo("403 FORBIDDEN");
        Answer first = edge.send(ann, "PUT", "/user/" + ann.id() + "/read", null);
        Answer second = edge.send(admin, "PUT", "/user/" + ann.id() + "/read", null);

        assertThat(first.json().path("marked").asInt()).isEqualTo(6);
        assertThat(second.json().path("marked").asInt()).isZero();
        assertThat(edge.send(ann, "GET", "/user/" + ann.id(), null)
                        .json()
                        .path("unread")
                        .asInt())
                .isZero();
        assertThat(edge.send(bob, "GET", "/user/" + bob.id(), null)
                        .json()
                        .path("unread")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("GET user/{userId} is for the user and administrators")
    void listRefused() {
        assertThat(codeOf(edge.send(bob, "GET", "/user/" + ann.id(), null))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(edge.send(ann, "GET", "/user/" + ann.id() + "?unread_only=yes", null)))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    @DisplayName("POST broadcast/{id} answers at once with what is under way, and GET tells how far it is")
    void broadcast() {
        UUID event = edge.event();
        int shard = (int) (event.getLeastSignificantBits() & 0xFF);
        String body = "{\"type\":\"event_update\",\"message\":\"Doors at 7\",\"channels\":[\"email\",\"push\"]}";

        Answer answer = edge.send(admin, "POST", "/broadcast/" + event, body);
        JsonNode started = data(202, answer);
        UUID broadcast = UUID.fromString(started.path("broadcast_id").asText());
        for (String status : List.of("delivered", "delivered", "failed", "pending", "delivered")) {
            edge.stored(shard, edge.person(Role.USER), status, broadcast);
        }
        edge.onShard(shard, "UPDATE broadcast SET recipients = 5, state = 'done', finished_at = $1", at(NOW));
        JsonNode done = data(200, edge.send(admin, "GET", "/broadcast/" + broadcast, null));

        assertThat(answer.header("Location")).isEqualTo("/api/v1/notifications/broadcast/" + broadcast);
        assertThat(started.path("state").asText()).isEqualTo("running");
        assertThat(started.path("event_id").asText()).isEqualTo(event.toString());
        assertThat(started.path("title").asText()).isEqualTo("Event update");
        assertThat(started.path("channels").toString()).isEqualTo("[\"email\",\"push\"]");
        assertThat(started.path("recipients").asInt()).isZero();
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("recipients").asInt()).isEqualTo(5);
        assertThat(done.path("delivered").asInt()).isEqualTo(3);
        assertThat(done.path("failed").asInt()).isEqualTo(1);
        assertThat(done.path("pending").asInt()).isEqualTo(1);
        assertThat(Instant.parse(done.path("finished_at").asText())).isEqualTo(NOW);
    }

    @Test
    @DisplayName("POST broadcast/{id} is for administrators, of events that exist, cancelled ones too")
    void broadcastRefused() {
        UUID event = edge.event();
        int shard = (int) (event.getLeastSignificantBits() & 0xFF);
        String body = "{\"type\":\"news\",\"message\":\"x\"}";
        edge.onShard(shard, "UPDATE event SET status = 'cancelled' WHERE id = $1", Tuple.of(event));

        JsonNode ofCancelled = data(202, edge.send(admin, "POST", "/broadcast/" + event, body));

        assertThat(ofCancelled.path("channels").isNull()).isTrue();
        assertThat(codeOf(edge.send(ann, "POST", "/broadcast/" + event, body))).isEqualTo("403 FORBIDDEN");
        for (UUID unknown : List.of(edge.id(shard), UUID.randomUUID())) {
            assertThat(codeOf(edge.send(admin, "POST", "/broadcast/" + unknown, body)))
                    .isEqualTo("404 NOT_FOUND");
            assertThat(codeOf(edge.send(admin, "GET", "/broadcast/" + unknown, null)))
                    .isEqualTo("404 NOT_FOUND");
        }
    }

    @Test
    @DisplayName("GET stats adds the shards up")
    void stats() {
        JsonNode nothing = data(200, edge.send(admin, "GET", "/stats", null));
        edge.onShard(0, "INSERT INTO channel_count VALUES ('email', 10, 9, 1), ('websocket', 3, 3, 0)", Tuple.tuple());
        edge.onShard(3, "INSERT INTO channel_count VALUES ('email', 5, 4, 1)", Tuple.tuple());
        edge.dead(1, edge.stored(1, ann, "failed", null), "email");
        edge.dead(2, edge.stored(2, ann, "failed", null), "sms");
        data(201, edge.send(admin, "POST", "/send", direct(ann, "")));
        data(201, edge.send(admin, "POST", "/send", "{\"type\":\"system_alert\",\"message\":\"x\"}"));
        edge.clock.set(NOW.plusMillis(1_500));
        JsonNode stats = data(200, edge.send(admin, "GET", "/stats", null));

        assertThat(nothing.path("total_sent").asInt()).isZero();
        assertThat(nothing.path("delivery_rate").isNull()).isTrue();
        assertThat(nothing.path("outbox_lag_seconds").asDouble()).isZero();
        assertThat(stats.path("total_sent").asInt()).isEqualTo(18);
        assertThat(stats.path("delivery_rate").asDouble()).isEqualTo(0.8889);
        assertThat(stats.at("/channels/email").toString()).isEqualTo("{\"sent\":15,\"delivered\":13,\"failed\":2}");
        assertThat(stats.at("/channels/push/sent").asInt()).isZero();
        assertThat(stats.path("pending").asInt()).isEqualTo(1);
        assertThat(stats.path("dead").asInt()).isEqualTo(2);
        assertThat(stats.path("outbox_lag_seconds").asDouble()).isEqualTo(1.5);
        assertThat(codeOf(edge.send(ann, "GET", "/stats", null))).isEqualTo("403 FORBIDDEN");
    }

    @Test
    @DisplayName("GET {id}/attempts shows the audit, with digests of addresses to administrators alone")
    void attempts() {
        UUID id = edge.stored(3, ann, "delivered", null);
        for (String outcome : List.of("retry", "delivered")) {
            edge.onShard(3, """
                    INSERT INTO delivery_attempt (notification_id, channel, address, outcome, detail, at)
                    VALUES ($1, 'email', 'digest', $2, 'because', $3)
                    """, Tuple.of(id, outcome, NOW.atOffset(ZoneOffset.UTC)));
        }

        JsonNode own = data(200, edge.send(ann, "GET", "/" + id + "/attempts", null));
        JsonNode asAdmin = data(200, edge.send(admin, "GET", "/" + id + "/attempts", null));
        JsonNode none =
                data(200, edge.send(ann, "GET", "/" + edge.stored(0, ann, "pending", null) + "/attempts", null));

        assertThat(own.findValuesAsText("outcome")).containsExactly("retry", "delivered");
        assertThat(own.get(0).path("detail").asText()).isEqualTo("because");
        assertThat(own.get(0).path("address").isNull()).isTrue();
        assertThat(asAdmin.get(0).path("address").asText()).isEqualTo("digest");
        assertThat(none).isEmpty();
        assertThat(codeOf(edge.send(bob, "GET", "/" + id + "/attempts", null))).isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(edge.send(admin, "GET", "/" + edge.id(3) + "/attempts", null)))
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    @DisplayName("GET dead-letters lists what was given up on all shards, the latest first, by channel if wanted")
    void deadLetters() {
        List<String> latestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            edge.clock.set(NOW.plusSeconds(i));
            UUID id = edge.stored(i % SHARDS, ann, "failed", null);
            edge.dead(i % SHARDS, id, i == 2 ? "sms" : "email");
            latestFirst.add(0, id.toString());
        }

        Answer page = edge.send(admin, "GET", "/dead-letters?limit=2&offset=1", null);
        Answer texts = edge.send(admin, "GET", "/dead-letters?channel=sms", null);

        assertThat(data(200, page).findValuesAsText("notification_id")).isEqualTo(latestFirst.subList(1, 3));
        assertThat(page.json().path("total").asInt()).isEqualTo(5);
        assertThat(page.header("Link")).contains("offset=3", "rel=\"next\"");
        JsonNode text = data(200, texts).get(0);
        assertThat(texts.json().path("total").asInt()).isEqualTo(1);
        assertThat(text.path("recipient").asText()).isEqualTo(ann.id().toString());
        assertThat(text.path("channel").asText()).isEqualTo("sms");
        assertThat(text.path("attempts").asInt()).isEqualTo(8);
        assertThat(text.path("last_error").asText()).isEqualTo("connection refused");
        assertThat(codeOf(edge.send(ann, "GET", "/dead-letters", null))).isEqualTo("403 FORBIDDEN");
        assertThat(codeOf(edge.send(admin, "GET", "/dead-letters?channel=pigeon", null)))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    @DisplayName("POST dead-letters/{id}/replay makes what was given up due again, and the notification pending")
    void replayOne() {
        UUID id = edge.stored(1, ann, "failed", null);
        edge.dead(1, id, "email");
        edge.dead(1, id, "sms");
        edge.dead(1, edge.stored(1, ann, "failed", null), "email");
        edge.clock.set(NOW.plusSeconds(60));

        Answer oneChannel = edge.send(admin, "POST", "/dead-letters/" + id + "/replay?channel=email", null);

        assertThat(oneChannel.json().path("replayed").asInt()).isEqualTo(1);
        assertThat(deliveries(id)).containsExactly("email due 0 " + NOW.plusSeconds(60), "sms dead 8 " + NOW);
        assertThat(statusOf(1, id)).isEqualTo("pending");
        assertThat(edge.rings).hasValue(1);
        assertThat(edge.send(admin, "POST", "/dead-letters/" + id + "/replay", null)
                        .json()
                        .path("replayed")
                        .asInt())
                .isEqualTo(1);
        assertThat(codeOf(edge.send(admin, "POST", "/dead-letters/" + id + "/replay", null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(edge.send(admin, "POST", "/dead-letters/" + UUID.randomUUID() + "/replay", null)))
                .isEqualTo("404 NOT_FOUND");
        assertThat(codeOf(edge.send(ann, "POST", "/dead-letters/" + id + "/replay", null)))
                .isEqualTo("403 FORBIDDEN");
        assertThat(total("SELECT count(*) AS n FROM delivery WHERE state = 'dead'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("POST dead-letters/replay takes them all, by channel if wanted, and leaves delivered notifications so")
    void replayAll() {
        for (int shard = 0; shard < SHARDS; shard++) {
            edge.dead(shard, edge.stored(shard, ann, "failed", null), "email");
        }
        UUID arrived = edge.stored(2, bob, "delivered", null);
        edge.dead(2, arrived, "sms");

        Answer texts = edge.send(admin, "POST", "/dead-letters/replay?channel=sms", null);
        Answer rest = edge.send(admin, "POST", "/dead-letters/replay", null);

        assertThat(texts.json().path("replayed").asInt()).isEqualTo(1);
        assertThat(texts.json().path("remaining").asInt()).isZero();
        assertThat(rest.json().path("replayed").asInt()).isEqualTo(SHARDS);
        assertThat(statusOf(2, arrived)).isEqualTo("delivered");
        assertThat(total("SELECT count(*) AS n FROM delivery WHERE state = 'due'"))
                .isEqualTo(SHARDS + 1);
        assertThat(total("SELECT count(*) AS n FROM notification_status WHERE status = 'pending'"))
                .isEqualTo(SHARDS);
        assertThat(codeOf(edge.send(ann, "POST", "/dead-letters/replay", null))).isEqualTo("403 FORBIDDEN");
    }

    @Test
    @DisplayName(
            "POST dead-letters/replay takes a thousand of a shard, those that wait for longest, and names the rest")
    void replayBounded() {
        UUID youngest = edge.stored(1, ann, "failed", null);
        edge.clock.set(NOW.plus(Duration.ofHours(1)));
        edge.dead(1, youngest, "email");
        edge.onShard(1, """
                INSERT INTO delivery (notification_id, channel, state, attempts, due_at, updated_at)
                SELECT gen_random_uuid(), 'email', 'dead', 8, $1, $1 FROM generate_series(1, 1000)
                """, at(NOW));

        Answer first = edge.send(admin, "POST", "/dead-letters/replay", null);
        String waiting = deliveries(youngest).get(0);
        Answer second = edge.send(admin, "POST", "/dead-letters/replay", null);

        assertThat(first.json().path("replayed").asInt()).isEqualTo(1_000);
        assertThat(first.json().path("remaining").asInt()).isEqualTo(1);
        assertThat(waiting).startsWith("email dead");
        assertThat(second.json().path("replayed").asInt()).isEqualTo(1);
        assertThat(second.json().path("remaining").asInt()).isZero();
    }

    private static String direct(Person user, String members) {
        return "{\"user_id\":\"" + user.id() + "\",\"type\":\"booking_confirmation\",\"message\":\"It is yours!\""
                + members + '}';
    }

    private static Tuple at(Instant instant) {
        return Tuple.of(instant.atOffset(ZoneOffset.UTC));
    }

    private static List<String> deliveries(UUID notification) {
        int shard = (int) (notification.getLeastSignificantBits() & 0xFF);
        return edge
                .onShard(
                        shard,
                        "SELECT channel, state, attempts, due_at FROM delivery WHERE notification_id = $1 ORDER BY channel",
                        Tuple.of(notification))
                .stream()
                .map(row -> row.getString("channel")
                        + ' '
                        + row.getString("state")
                        + ' '
                        + row.getInteger("attempts")
                        + ' '
                        + row.getOffsetDateTime("due_at").toInstant())
                .toList();
    }

    private static String statusOf(int shard, UUID notification) {
        return edge.onShard(shard, "SELECT status FROM notification_status WHERE id = $1", Tuple.of(notification))
                .get(0)
                .getString("status");
    }

    private static long total(String count) {
        long sum = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            sum += edge.onShard(shard, count, Tuple.tuple()).get(0).getLong("n");
        }
        return sum;
    }
}
