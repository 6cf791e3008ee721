package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks to one node over HTTP. Whatever a named call here gets back must be as the OpenAPI document says. Any thread may
 * use it.
 */
public final class NodeClient {
    public static final String ADMIN_EMAIL = "admin2@evently.com";
    public static final String ADMIN_PASSWORD = "admin123";
    public static final String PASSWORD = "demo123";

    private static final String BASE = "/api/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile @Nullable String adminToken;

    public NodeClient(int port) {
        this.port = port;
    }

    /** Somebody with an account; the token was good when it was handed out. */
    public record Member(UUID id, String email, String token) {}

    public int port() {
        return port;
    }

    /** The OpenAPI document, as the node serves it. */
    public JsonNode document() {
        return get(BASE + "/openapi.json", null).json();
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Registers somebody new, with the password {@link #PASSWORD}. */
    public Member register() {
        return register(null, "user");
    }

    private Member register(@Nullable String token, String role) {
        String email = UUID.randomUUID() + "@example.com";
        ObjectNode body = object().put("email", email)
                .put("name", "Somebody")
                .put("password", PASSWORD)
                .put("role", role);
        JsonNode data = expect(201, post(BASE + "/auth/register", body, token)).path("data");
        return new Member(
                UUID.fromString(data.at("/user/id").asText()),
                email,
                data.path("token").asText());
    }

    /** A new token. */
    public String login(String email, String password) {
        Answer answer = post(BASE + "/auth/login", object().put("email", email).put("password", password), null);
        return expect(200, answer).at("/data/token").asText();
    }

    /** A token of the demo admin, the same each time. */
    public synchronized String admin() {
        if (adminToken == null) {
            adminToken = login(ADMIN_EMAIL, ADMIN_PASSWORD);
        }
        return adminToken;
    }

    /** A new event some weeks ahead, at 10.00 a seat. */
    public UUID event(int seats) {
        ObjectNode body = object().put("name", "An evening")
                .put("venue", "The hall")
                .put("event_date", Instant.now().plus(40, ChronoUnit.DAYS).toString())
                .put("total_capacity", seats)
                .put("price", 10);
        return UUID.fromString(expect(201, post(BASE + "/events", body, admin()))
                .at("/data/id")
                .asText());
    }

    /** The event as the API shows it. */
    public JsonNode event(UUID id) {
        return expect(200, get(BASE + "/events/" + id, null)).path("data");
    }

    /** Asks for seats for oneself; whatever comes of it. */
    public Answer book(Member member, UUID event, int quantity) {
        return post(BASE + "/bookings", wish(member, event, quantity), member.token());
    }

    /** Holds seats for oneself. */
    public Answer hold(Member member, UUID event, int quantity) {
        return post(BASE + "/bookings", wish(member, event, quantity).put("hold", true), member.token());
    }

    public Answer get(String path, @Nullable String token) {
        return checked("GET", path, null, token);
    }

    public Answer post(String path, @Nullable JsonNode body, @Nullable String token) {
        return checked("POST", path, body, token);
    }

    public Answer put(String path, @Nullable JsonNode body, @Nullable String token) {
        return checked("PUT", path, body, token);
    }

    public Answer delete(String path, @Nullable String token) {
        return checked("DELETE", path, null, token);
    }

    /** Sends a request as it is and compares nothing; {@code headers} are names and values in turn. */
    public Answer send(String method, String path, @Nullable String body, String... headers) {
        return sendAsync(method, path, body, headers).join();
    }

    /** Like {@link #send}, without waiting. */
    public CompletableFuture<Answer> sendAsync(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        boolean typed = false;
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
            typed |= headers[i].equalsIgnoreCase("Content-Type");
        }
        if (body != null && !typed) {
            request.header("Content-Type", "application/json");
        }
        return sendAsync(request.build());
    }

    /** A request to a path, with its query, that can be made as odd as the client allows. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2));
    }

    /** Sends what {@link #request} was made into. */
    public CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Answer::new);
    }

    /** Registers another admin, with the password {@link #PASSWORD}. */
    public Member registerAdmin() {
        return register(admin(), "admin");
    }

    private static ObjectNode wish(Member member, UUID event, int quantity) {
        return object().put("user_id", member.id().toString())
                .put("event_id", event.toString())
                .put("quantity", quantity);
    }

    private Answer checked(String method, String path, @Nullable JsonNode body, @Nullable String token) {
        String text = body == null ? null : body.toString();
        Answer answer =
                token == null ? send(method, path, text) : send(method, path, text, "Authorization", "Bearer " + token);
        assertDocumented(answer.response());
        return answer;
    }

    private static JsonNode expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }
}
