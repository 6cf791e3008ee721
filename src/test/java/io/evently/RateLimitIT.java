package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evently.NodeClient.Member;
import io.evently.embedded.OwnRedis;
import io.evently.hash.InternalCredential;
import io.evently.http.server.EdgeFixture.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two nodes behind a proxy that says for whom it asks: each test is a client at addresses of its own. */
@DisplayName("Rate limits over two nodes")
class RateLimitIT {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final List<String> HEADERS = List.of(
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-RateLimit-Tier",
            "RateLimit",
            "RateLimit-Policy");

    @TempDir
    static Path directory;

    private static OwnRedis redis;
    private static RunningNode one;
    private static RunningNode other;

    @BeforeAll
    static void start() throws Exception {
        redis = OwnRedis.start(directory);
        one = RunningNode.start(
                "REDIS_URL", redis.url(),
                "EVENTLY_RATE_LIMITS_ENABLED", "true",
                // A slow machine is no outage; a lost connection shows at once.
                "EVENTLY_RATE_LIMITS_DEADLINE", "PT20S",
                "EVENTLY_RATE_LIMITS_REST", "PT0.2S",
                "EVENTLY_HTTP_TRUSTED_PROXIES", "127.0.0.1");
        other = one.another();
    }

    @AfterAll
    static void stop() throws Exception {
        try (OwnRedis own = redis;
                RunningNode first = one;
                RunningNode second = other) {
            assertThat(first.violations()).isEmpty();
            assertThat(own.url()).isNotEmpty();
            assertThat(second.port()).isPositive();
        }
    }

    @Test
    @DisplayName("let 50 of 60 attempts to book from one address through, and say on each what is left")
    void sixtyAttempts() {
        List<Member> members = members(20);
        UUID event = one.client().event(1_000);
        for (int i = 0; i < 60; i++) {
            Member member = members.get(i % 20);
            Instant before = Instant.now();
            Answer answer = book(i % 2 == 0 ? one : other, "203.0.113.1", member, event);
            assertDocumented(answer.response());
            assertThat(answer.header("RateLimit-Policy")).contains("\"bookings\";q=50;w=60");
            assertThat(answer.header("RateLimit")).matches("\"(bookings|attempts)\";r=[0-9]+;t=[0-9]+");
            assertThat(answer.header("X-RateLimit-Tier")).isEqualTo("basic");
            long reset = number(answer, "X-RateLimit-Reset") - before.getEpochSecond();
            if (i < 50) {
                int ofUser = 9 - i / 20;
                assertThat(answer.header("RateLimit-Policy"))
                        .contains("\"service\";q=10000;w=60", "\"address\";q=1000;w=60", "\"attempts\";q=10;w=300");
                boolean user = ofUser * 5 <= 49 - i;
                assertThat(answer.status()).as("attempt %s", i + 1).isEqualTo(201);
                assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(user ? 10 : 50);
                assertThat(number(answer, "X-RateLimit-Remaining")).isEqualTo(user ? ofUser : 49 - i);
                assertThat(reset).isBetween(user ? 200L : 1L, user ? 320L : 63L);
            } else {
                assertThat(answer.status()).as("attempt %s", i + 1).isEqualTo(429);
                assertThat(answer.json().path("code").asText()).isEqualTo("RATE_LIMITED");
                assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(50);
                assertThat(number(answer, "X-RateLimit-Remaining")).isZero();
                assertThat(reset).isBetween(1L, 63L);
                assertThat(number(answer, "Retry-After")).isBetween(1L, 62L);
            }
        }
        // Who was refused has used up nothing: the third attempt of user 11 was the 51st of the address.
        Answer elsewhere = book(other, "203.0.113.2", members.get(10), event);
        assertThat(elsewhere.status()).isEqualTo(201);
        assertThat(number(elsewhere, "X-RateLimit-Remaining")).isEqualTo(7);

        JsonNode rates = other.client()
                .get("/api/v1/analytics/rate-limits", other.client().admin())
                .json()
                .path("data");
        assertThat(rates.path("global_requests").asLong()).isGreaterThanOrEqualTo(60);
        assertThat(rates.path("rate_limited_requests").asLong()).isGreaterThanOrEqualTo(10);
        assertThat(rates.path("nodes")).hasSize(2);
        assertThat(rates.path("top_clients").findValuesAsText("ip")).contains("203.0.113.1");
        assertThat(limit(rates, "bookings").path("allowed").asLong()).isGreaterThanOrEqualTo(51);
        assertThat(limit(rates, "bookings").path("refused").asLong()).isGreaterThanOrEqualTo(10);
    }

    @Test
    @DisplayName("count an IPv6 client by its /64, and believe of the hops only the last that is not ours")
    void addresses() {
        assertThat(eventsLeft("2001:db8:1:2::1")).isEqualTo(199);
        assertThat(eventsLeft("2001:db8:1:2:ffff::9")).isEqualTo(198);
        assertThat(eventsLeft("2001:db8:1:3::1")).isEqualTo(199);
        assertThat(eventsLeft("198.51.100.7, 203.0.113.9")).isEqualTo(199);
        assertThat(eventsLeft("198.51.100.8, 203.0.113.9")).isEqualTo(198);
        assertThat(eventsLeft("203.0.113.9, 127.0.0.1")).isEqualTo(197);
    }

    @Test
    @DisplayName("are told of by every answer, and never hold up health and metrics")
    void everyAnswer() {
        String token = members(1).get(0).token();
        List<Answer> answers = List.of(
                send("GET", "/api/v1/nothing", null, null),
                send("POST", BOOKINGS, "{}", null),
                send("GET", "/api/v1/auth/profile", null, "wrong"),
                send("GET", "/api/v1/auth/profile", null, token),
                send("POST", BOOKINGS, "{", token),
                send("POST", BOOKINGS, "{}", token),
                send("GET", "/api/v1/analytics", null, token),
                send("DELETE", "/api/v1/events", null, token),
                send("OPTIONS", "/api/v1/events", null, null));
        assertThat(answers).extracting(Answer::status).containsExactly(404, 401, 401, 200, 400, 400, 403, 405, 204);
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.response().headers().map()).containsKeys(HEADERS.toArray(String[]::new)));
        for (String path : List.of("/health", "/health/live", "/health/ready", "/metrics")) {
            assertThat(send("GET", path, null, null).response().headers().map())
                    .doesNotContainKeys("X-RateLimit-Limit");
        }
    }

    @Test
    @DisplayName("hold for sockets as well")
    void sockets() throws Exception {
        Member member = members(1).get(0);
        UUID event = one.client().event(100);
        List<Integer> statuses = new ArrayList<>();
        Frames frames = new Frames();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("X-Forwarded-For", "203.0.113.20")
                .buildAsync(URI.create("ws://127.0.0.1:" + one.port() + "/eventbus/websocket"), frames)
                .get(1, TimeUnit.MINUTES);
        for (int i = 0; i < 12; i++) {
            socket.sendText(
                            "{\"type\":\"send\",\"address\":\"bookings.create\",\"replyAddress\":\"r\",\"headers\":"
                                    + "{\"Authorization\":\"Bearer " + member.token() + "\"},\"body\":"
                                    + wish(member, event) + '}',
                            true)
                    .get(1, TimeUnit.MINUTES);
            JsonNode answer = frames.received.poll(1, TimeUnit.MINUTES);
            statuses.add(answer.at("/body/status").asInt());
        }
        socket.abort();
        assertThat(statuses.subList(0, 10)).containsOnly(201);
        assertThat(statuses.subList(10, 12)).containsOnly(429);
        assertThat(book(other, "203.0.113.21", member, event).status()).isEqualTo(429);
    }

    @Test
    @DisplayName("let programs of the installation through, and nobody who only says so")
    void internal() {
        Member member = members(1).get(0);
        UUID event = one.client().event(100);
        for (int i = 0; i < 10; i++) {
            assertThat(book(one, "203.0.113.30", member, event).status()).isEqualTo(201);
        }
        long now = Instant.now().getEpochSecond();
        InternalCredential ours = new InternalCredential();
        ours.open(List.of(RunningNode.JWT_SECRET));
        InternalCredential stranger = new InternalCredential();
        stranger.open(List.of("a-secret-that-only-the-stranger-knows"));

        Answer internal =
                book(one, member, event, ours.of("POST", BOOKINGS, now).orElseThrow());
        assertThat(internal.status()).isEqualTo(201);
        assertThat(internal.response().headers().map()).doesNotContainKeys("X-RateLimit-Limit");
        for (String bad : List.of(
                stranger.of("POST", BOOKINGS, now).orElseThrow(),
                ours.of("POST", BOOKINGS, now - 600).orElseThrow(),
                ours.of("POST", BOOKINGS + "/x/confirm", now).orElseThrow(),
                "nonsense")) {
            Answer refused = book(one, member, event, bad);
            assertThat(refused.status()).as(bad).isEqualTo(429);
            assertThat(refused.response().headers().map()).containsKeys("X-RateLimit-Limit");
        }
    }

    @Test
    @DisplayName("go on by each node alone when Redis is killed, with no error, and together again when it is back")
    void redisKilled() throws Exception {
        List<Member> members = members(20);
        UUID event = one.client().event(1_000);
        for (int i = 0; i < 10; i++) {
            assertThat(book(one, "203.0.113.40", members.get(i), event).status())
                    .isEqualTo(201);
        }
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        redis.kill();
        for (int i = 0; i < 60; i++) {
            underWay.add(bookAsync(i % 2 == 0 ? one : other, "203.0.113.41", members.get(i % 20), event, null));
        }
        List<Answer> answers = underWay.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 429));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(50);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 429)
                .allSatisfy(answer ->
                        assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(25));
        for (RunningNode node : List.of(one, other)) {
            JsonNode health = node.client().get("/health", null).json();
            assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
            assertThat(health.path("rate_limits").asText()).isEqualTo("local");
        }
        assertThat(sources()).containsOnly("local");

        redis.start();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            for (RunningNode node : List.of(one, other)) {
                JsonNode health = node.client().get("/health", null).json();
                assertThat(health.path("status").asText()).isEqualTo("OK");
                assertThat(health.path("rate_limits").asText()).isEqualTo("shared");
            }
        });
        assertThat(sources()).containsOnly("redis");
        assertThat(book(one, "203.0.113.42", members.get(0), event).header("RateLimit-Policy"))
                .contains("\"bookings\";q=50;w=60");
        assertThat(eventsLeft("203.0.113.43")).isEqualTo(199);
        assertThat(eventsLeft("203.0.113.43")).isEqualTo(198);
    }

    private static List<String> sources() {
        return one.client()
                .get("/api/v1/analytics/rate-limits", one.client().admin())
                .json()
                .path("data")
                .path("nodes")
                .findValuesAsText("source");
    }

    private static JsonNode limit(JsonNode rates, String name) {
        for (JsonNode limit : rates.path("limits")) {
            if (limit.path("name").asText().equals(name)) {
                return limit;
            }
        }
        throw new AssertionError("No limit " + name + " in " + rates);
    }

    private static List<Member> members(int count) {
        return IntStream.range(0, count).mapToObj(i -> one.client().register()).toList();
    }

    /** What is left of the events for a client, after one more request to either node. */
    private static long eventsLeft(String forwardedFor) {
        RunningNode node = forwardedFor.hashCode() % 2 == 0 ? one : other;
        Answer answer = node.client().send("GET", "/api/v1/events?limit=1", null, "X-Forwarded-For", forwardedFor);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit")).startsWith("\"events\";r=");
        return number(answer, "X-RateLimit-Remaining");
    }

    private static Answer send(String method, String path, @Nullable String body, @Nullable String token) {
        String[] headers = Stream.concat(
                        Stream.of("X-Forwarded-For", "203.0.113.10"),
                        token == null ? Stream.of() : Stream.of("Authorization", "Bearer " + token))
                .toArray(String[]::new);
        return one.client().send(method, path, body, headers);
    }

    private static Answer book(RunningNode node, String address, Member member, UUID event) {
        return bookAsync(node, address, member, event, null).join();
    }

    private static Answer book(RunningNode node, Member member, UUID event, String credential) {
        return bookAsync(node, "203.0.113.31", member, event, credential).join();
    }

    private static CompletableFuture<Answer> bookAsync(
            RunningNode node, String address, Member member, UUID event, @Nullable String credential) {
        String[] headers = Stream.concat(
                        Stream.of("X-Forwarded-For", address, "Authorization", "Bearer " + member.token()),
                        credential == null ? Stream.of() : Stream.of(InternalCredential.HEADER, credential))
                .toArray(String[]::new);
        return node.client().sendAsync("POST", BOOKINGS, wish(member, event), headers);
    }

    private static String wish(Member member, UUID event) {
        return "{\"user_id\":\"" + member.id() + "\",\"event_id\":\"" + event + "\",\"quantity\":1}";
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(String.valueOf(answer.header(header)));
    }

    /** The frames that a socket receives. */
    private static final class Frames implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    received.add(new ObjectMapper().readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
