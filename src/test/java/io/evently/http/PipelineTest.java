package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.account.TokenVerifier;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.http.server.HttpConfig;
import io.evently.http.server.ManagementConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.junit5.VertxExtension;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("Every request")
class PipelineTest {
    private static final UUID USER = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final String EVENT = "/api/v1/events/019c3a52-80f0-7a11-8b7e-51c0d2f7a602";
    private static final String USER_TOKEN = "Bearer user-token";
    private static final String ADMIN_TOKEN = "Bearer admin-token";
    private static final TokenVerifier TOKENS =
            token -> Optional.ofNullable(Map.of("user-token", caller(Role.USER), "admin-token", caller(Role.ADMIN))
                    .get(token));

    private EdgeFixture edge;
    private Supplier<Future<Reply>> answer = () -> Future.succeededFuture(Reply.ok(Envelope.success()));
    private Call lastCall;

    @BeforeEach
    void start(Vertx vertx) {
        edge = start(vertx, EdgeFixture.config().idleTimeout());
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    @DisplayName("gets a trace id and the security headers, whatever comes of it")
    void commonHeaders() throws Exception {
        for (Answer got : List.of(
                edge.get("/api/v1/events"),
                edge.get("/nowhere"),
                edge.send("DELETE", "/api/v1/events", null),
                edge.send("POST", "/api/v1/events", "{}"),
                edge.get("/docs/"))) {
            assertThat(got.header("X-Trace-Id")).matches("[0-9a-f]{32}");
            assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(got.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(got.header("Content-Security-Policy")).contains("default-src 'none'");
        }
    }

    @Test
    @DisplayName("continues an incoming trace, and starts a new one when that is broken")
    void traces() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Answer continued = edge.get("/nowhere", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        assertThat(continued.header("X-Trace-Id")).isEqualTo(trace);
        assertThat(continued.json().path("trace_id").asText()).isEqualTo(trace);
        assertThat(edge.get("/nowhere", "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")
                        .header("X-Trace-Id"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo("0".repeat(32));
    }

    @Test
    @DisplayName("is told what is wrong in one shape")
    void errorShape() throws Exception {
        Answer got = edge.get("/api/v1/nothing");
        JsonNode body = got.json();
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(body.path("success").asBoolean(true)).isFalse();
        assertThat(body.path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(body.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.path("trace_id").asText()).isEqualTo(got.header("X-Trace-Id"));
        assertDocumented(got.response());
    }

    @Test
    @DisplayName("is told so as RFC 9457 when it prefers that")
    void problemJson() throws Exception {
        Answer got = edge.get("/api/v1/events?limit=0", "Accept", "application/problem+json, application/json;q=0.9");
        assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(got.json().path("title").asText()).isEqualTo("Bad Request");
        assertThat(got.json().path("status").asInt()).isEqualTo(400);
        assertThat(got.json().at("/details/limit").asText()).isEqualTo("must be at least 1");
        assertDocumented(got.response());
        assertThat(edge.get("/nowhere", "Accept", "application/json").header("Content-Type"))
                .startsWith("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/events | GET, HEAD, OPTIONS, POST",
                "GET | /api/v1/auth/login | OPTIONS, POST",
                "PATCH | /api/v1/bookings/x | GET, HEAD, OPTIONS",
                "POST | /health | GET, HEAD, OPTIONS",
            })
    @DisplayName("with a method that the path lacks is told which there are")
    void methodNotAllowed(String method, String path, String allow) throws Exception {
        Answer got = edge.send(method, path, null);
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")).isEqualTo(allow);
        assertThat(got.json().path("code").asText()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("by HEAD gets what GET would get, without the body")
    void head() throws Exception {
        Answer got = edge.send("HEAD", "/api/v1/events", null);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.response().body()).isEmpty();
    }

    @Test
    @DisplayName("by OPTIONS learns the methods of a path")
    void options() throws Exception {
        Answer got = edge.send("OPTIONS", "/api/v1/events", null);
        assertThat(got.status()).isEqualTo(204);
        assertThat(got.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(edge.send("OPTIONS", "/nowhere", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5173, true",
        "https://shop.example, true",
        "http://shop.example, false",
        "https://shop.example.evil, false",
        "http://localhost.evil:80, false",
        "null, false"
    })
    @DisplayName("of a page is readable for the configured origins only, and never with credentials")
    void cors(String origin, boolean allowed) throws Exception {
        Answer preflight = edge.send(
                "OPTIONS", "/api/v1/bookings", null, "Origin", origin, "Access-Control-Request-Method", "POST");
        Answer call = edge.get("/api/v1/events?limit=x", "Origin", origin);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(allowed ? origin : null);
        assertThat(preflight.header("Access-Control-Allow-Methods") != null).isEqualTo(allowed);
        assertThat(call.header("Access-Control-Allow-Origin")).isEqualTo(allowed ? origin : null);
        assertThat(call.header("Vary")).isEqualToIgnoringCase("Origin");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    @DisplayName("is let in as the document says")
    void access() throws Exception {
        assertThat(edge.get("/api/v1/events").status()).isEqualTo(200);
        assertThat(lastCall.optionalCaller()).isEmpty();
        assertThat(edge.get("/api/v1/events", "Authorization", USER_TOKEN).status())
                .isEqualTo(200);
        assertThat(lastCall.caller().userId()).isEqualTo(USER);
        assertRefused(edge.get("/api/v1/events", "Authorization", "Bearer bad"), 401, "INVALID_TOKEN");
        assertRefused(edge.get("/api/v1/events", "Authorization", "Basic dXNlcg=="), 401, "INVALID_TOKEN");
        assertRefused(edge.send("DELETE", EVENT, null), 401, "AUTHENTICATION_REQUIRED");
        assertRefused(edge.send("DELETE", EVENT, null, "Authorization", USER_TOKEN), 403, "FORBIDDEN");
        answer = () -> Future.succeededFuture(Reply.empty(204));
        assertThat(edge.send("DELETE", EVENT, null, "Authorization", ADMIN_TOKEN)
                        .status())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("reaches its handler with parameters of their types, defaults filled in")
    void parameters() throws Exception {
        assertThat(edge.get(
                                "/api/v1/events?offset=20&min_price=9.50&available=true&from=2027-01-01T00:00:00%2B02:00&q=a%20b")
                        .status())
                .isEqualTo(200);
        assertThat(lastCall.page()).isEqualTo(new Page(50, 20));
        assertThat(lastCall.queryDecimal("min_price"))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("9.50"));
        assertThat(lastCall.queryFlag("available")).contains(true);
        assertThat(lastCall.queryInstant("from")).contains(Instant.parse("2026-12-31T22:00:00Z"));
        assertThat(lastCall.query("q")).contains("a b");
        assertThat(lastCall.query("venue")).isEmpty();
        assertThat(lastCall.links(100))
                .hasValueSatisfying(links -> assertThat(links)
                        .contains("limit=50&offset=70>; rel=\"next\"")
                        .contains("limit=50&offset=0>; rel=\"prev\"")
                        .contains("q=a%20b"));
    }

    @Test
    @DisplayName("is refused with all wrong parameters named")
    void wrongParameters() throws Exception {
        Answer got =
                edge.get("/api/v1/events?limit=101&offset=-1&available=yes&sort=luck&from=soon&min_price=1e3&q=%00");
        assertRefused(got, 400, "VALIDATION_ERROR");
        assertThat(got.json().path("details").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("limit", "offset", "available", "sort", "from", "min_price", "q");
        assertThat(edge.get("/api/v1/events?limit=5&limit=6")
                        .json()
                        .at("/details/limit")
                        .asText())
                .isEqualTo("must be given once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "not-a-uuid", "%00", "019c3a52-80f0-7a11-8b7e-51c0d2f7a60", "..%2f..%2fetc%2fpasswd"})
    @DisplayName("with something else than a UUID as an id is refused with the id named")
    void pathIds(String id) throws Exception {
        Answer got = edge.get("/api/v1/events/" + id);
        assertRefused(got, 400, "VALIDATION_ERROR");
        assertThat(got.json().path("details").has("eventId")).isTrue();
    }

    @Test
    @DisplayName("must bring JSON where the document asks for it")
    void bodies() throws Exception {
        assertRefused(post("{}", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertRefused(post("{\"a\":1,\"a\":2}", "application/json"), 400, "MALFORMED_JSON");
        assertRefused(post("{", "application/json; charset=utf-8"), 400, "MALFORMED_JSON");
        assertRefused(post("{\"x\":\"" + "x".repeat(66_000) + "\"}", "application/json"), 413, "PAYLOAD_TOO_LARGE");
        Answer got = post("{\"name\":\" \"}", "application/json");
        assertRefused(got, 400, "VALIDATION_ERROR");
        assertThat(got.json().path("details").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("name", "venue", "event_date", "total_capacity", "price");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "br, gzip", ""})
    @DisplayName("must not say that its body is encoded")
    void encodedBodies(String encoding) throws Exception {
        Answer got =
                edge.send("POST", "/api/v1/events", "{}", "Content-Encoding", encoding, "Authorization", ADMIN_TOKEN);
        assertRefused(got, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(got.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    @DisplayName("may begin its body with a byte order mark, as some clients do")
    void byteOrderMark() throws Exception {
        assertRefused(post("\ufeff{}", "application/json"), 400, "VALIDATION_ERROR");
        assertRefused(post("\ufeff", "application/json"), 400, "MALFORMED_JSON");
        assertRefused(post("{}\ufeff", "application/json"), 400, "MALFORMED_JSON");
        assertRefused(post("\ufeff\ufeff{}", "application/json"), 400, "MALFORMED_JSON");
    }

    @Test
    @DisplayName("with odd bytes in its query still gets links, with these escaped")
    void oddQueries() throws Exception {
        answer = () -> Future.succeededFuture(Reply.ok(Envelope.success()).links(lastCall.links(100)));
        String got = raw("GET /api/v1/events?limit=1&x=\u00ff|<> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(got).startsWith("HTTP/1.1 200").contains("x=%FF%7C%3C%3E&limit=1&offset=1>; rel=\"next\"");
    }

    @Test
    @DisplayName("of unknown length is cut off at the limit")
    void chunked() throws Exception {
        var request = edge.request("/api/v1/events")
                .header("Authorization", ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("\"" + "x".repeat(66_000) + "\"")))
                .build();
        assertRefused(edge.send(request), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    @DisplayName("of several megabytes still learns why it was refused")
    void enormous() throws Exception {
        assertRefused(post("\"" + "x".repeat(5_000_000) + "\"", "application/json"), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    @DisplayName("that is under way when the server stops still gets its answer")
    void stopping(Vertx vertx) throws Exception {
        Promise<Reply> pending = Promise.promise();
        CountDownLatch arrived = new CountDownLatch(1);
        answer = () -> {
            arrived.countDown();
            return pending.future();
        };
        var underWay = edge.sendAsync(edge.request("/api/v1/events").build());
        assertThat(arrived.await(1, MINUTES)).isTrue();
        Future<Void> stopped = edge.stop();
        vertx.setTimer(100, id -> pending.complete(Reply.ok(Envelope.success().and("late", true))));
        assertThat(underWay.get(1, MINUTES).json().path("late").asBoolean()).isTrue();
        assertThat(stopped.await(1, MINUTES)).isNull();
    }

    @Test
    @DisplayName("may take longer than a silent connection may stay")
    void longRequest(Vertx vertx) throws Exception {
        answer = () -> vertx.timer(600).map(fired -> Reply.ok(Envelope.success()));
        try (EdgeFixture impatient = start(vertx, Duration.ofMillis(200))) {
            assertThat(impatient.get("/api/v1/events").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("that never comes ends its connection, and so does silence after one")
    void silence(Vertx vertx) throws Exception {
        try (EdgeFixture impatient = start(vertx, Duration.ofSeconds(2));
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), impatient.port());
                Socket halfway = new Socket(InetAddress.getLoopbackAddress(), impatient.port());
                Socket kept = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            halfway.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(US_ASCII));
            kept.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(halfway.getInputStream().readAllBytes()).isEmpty();
            assertThat(new String(kept.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 302");
        }
    }

    @Test
    @DisplayName("that drips its body is ended, and others are served meanwhile")
    void slowBody() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            OutputStream out = slow.getOutputStream();
            out.write(("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: " + ADMIN_TOKEN
                            + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                    .getBytes(US_ASCII));
            out.flush();
            assertThat(edge.get("/api/v1/events").status()).isEqualTo(200);
            InputStream in = slow.getInputStream();
            String answered = new String(in.readAllBytes(), US_ASCII);
            assertThat(answered).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    @Test
    @DisplayName("is served while hundreds of others drip, and those are all ended")
    void slowloris() throws Exception {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), edge.port());
                dripping.add(slow);
                slow.getOutputStream()
                        .write(("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: " + ADMIN_TOKEN
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                                .getBytes(US_ASCII));
            }
            assertThat(edge.get("/api/v1/events").status()).isEqualTo(200);
            for (Socket slow : dripping) {
                assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 408");
            }
        } finally {
            for (Socket slow : dripping) {
                slow.close();
            }
        }
    }

    @Test
    @DisplayName("that is not HTTP is refused in the same shape")
    void notHttp() throws Exception {
        assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .matches("(?s)HTTP/1.. 414 .*")
                .contains("URI_TOO_LONG");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.. 431 .*")
                .contains("HEADERS_TOO_LARGE");
    }

    @Test
    @DisplayName("whose handler fails gets 503 when that may pass, else 500 that tells nothing")
    void failures() throws Exception {
        answer = () -> Future.failedFuture(new ReplyException(ReplyFailure.TIMEOUT, "late"));
        Answer late = edge.get("/api/v1/events");
        assertRefused(late, 503, "UNAVAILABLE");
        assertThat(late.header("Retry-After")).isEqualTo("1");
        answer = () -> Future.failedFuture(new IllegalStateException("SELECT secret FROM account"));
        Answer failed = edge.get("/api/v1/events");
        assertRefused(failed, 500, "INTERNAL_ERROR");
        assertThat(failed.text()).doesNotContain("secret");
        answer = () -> {
            throw new IllegalStateException("thrown");
        };
        assertRefused(edge.get("/api/v1/events"), 500, "INTERNAL_ERROR");
        answer = () -> Future.succeededFuture(Reply.ok(new Object()));
        assertRefused(edge.get("/api/v1/events"), 500, "INTERNAL_ERROR");
        answer = () -> Future.succeededFuture(Reply.problem(Problem.insufficientSeats(1, 2)));
        assertThat(edge.get("/api/v1/events").json().path("available_seats").asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("for the API page gets it from this server alone")
    void docs() throws Exception {
        assertThat(edge.get("/").header("Location")).isEqualTo("/docs/");
        assertThat(edge.get("/docs").header("Location")).isEqualTo("/docs/");
        Answer page = edge.get("/docs/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("swagger-ui-bundle.js").doesNotContain("http://", "https://");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';");
        Answer bundle = edge.get("/docs/swagger-ui-bundle.js");
        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.response().body().length).isGreaterThan(1_000_000);
        assertThat(edge.get("/docs/swagger-ui-bundle.js", "If-None-Match", bundle.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(edge.get("/docs/swagger-ui.css").status()).isEqualTo(200);
        assertThat(edge.get("/docs/initializer.js").text()).contains("/api/v1/openapi.json");
        assertThat(edge.get("/docs/../openapi.yaml").status()).isEqualTo(404);
    }

    private EdgeFixture start(Vertx vertx, Duration silence) {
        HttpConfig config = EdgeFixture.config();
        HttpConfig changed = new HttpConfig(
                config.host(),
                config.port(),
                config.instances(),
                List.of("http://localhost:*", "https://shop.example"),
                config.trustedProxies(),
                silence,
                silence,
                Duration.ofMillis(300),
                config.maxBodyBytes(),
                config.connectionsPerAddress(),
                ManagementConfig.NONE);
        return EdgeFixture.start(vertx, changed, TOKENS, List.of(v -> this::bind));
    }

    private void bind(Operations operations) {
        for (String id : List.of("listEvents", "createEvent", "getEvent", "cancelEvent")) {
            operations.on(id, call -> {
                lastCall = call;
                return answer.get();
            });
        }
    }

    private Answer post(String body, String contentType) throws Exception {
        return edge.send("POST", "/api/v1/events", body, "Content-Type", contentType, "Authorization", ADMIN_TOKEN);
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static void assertRefused(Answer got, int status, String code) {
        assertThat(got.status()).as(got.text()).isEqualTo(status);
        assertThat(got.json().path("code").asText()).isEqualTo(code);
        assertDocumented(got.response());
    }

    private static Caller caller(Role role) {
        return new Caller(USER, "someone@example.com", role, "token", Instant.MAX);
    }
}
