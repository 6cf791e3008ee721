package io.evently.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The administrator of the demo profile at one node. Blocks; one thread at a time. */
public final class Administrator {
    private static final String EMAIL = "admin2@evently.com";
    private static final String PASSWORD = "admin123";
    // Keeps the body of an import below 64 KiB.
    private static final int IMPORT_BATCH = 250;
    private static final int DAYS_AHEAD = 30;
    private static final int DESCRIPTION_CHARACTERS = 400;
    private static final BigDecimal PRICE = new BigDecimal("49.90");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int SUCCESS = 2;
    private static final int HUNDRED = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI node;
    private final Clock clock;
    private final RandomGenerator random;
    private final String token;
    private int events;

    private Administrator(URI node, Clock clock, RandomGenerator random, String token) {
        this.node = node;
        this.clock = clock;
        this.random = random;
        this.token = token;
    }

    /**
     * Signs in.
     *
     * @throws StageException when that is refused, as with everything else here
     */
    public static Administrator signIn(URI node, Clock clock, RandomGenerator random) {
        JsonNode session =
                new Administrator(node, clock, random, "").post("/api/v1/auth/login", credentials(EMAIL, PASSWORD));
        return new Administrator(node, clock, random, session.path("token").asText());
    }

    /**
     * New users, each with a token. Their passwords, of which nobody needs any, would cost minutes of hashing.
     *
     * @param kind what their addresses begin with; once only
     */
    public List<Buyer> buyers(String kind, int count) {
        List<Buyer> buyers = new ArrayList<>(count);
        for (int from = 0; from < count; from += IMPORT_BATCH) {
            ObjectNode body = JSON.createObjectNode().put("issue_tokens", true);
            ArrayNode users = body.putArray("users");
            for (int number = from; number < Math.min(count, from + IMPORT_BATCH); number++) {
                users.addObject()
                        .put("email", kind + '-' + number + "@example.com")
                        .put("name", "Buyer " + number);
            }
            for (JsonNode user : post("/api/v1/auth/admin/users/import", body).path("users")) {
                buyers.add(new Buyer(
                        UUID.fromString(user.path("id").asText()),
                        user.path("token").asText()));
            }
        }
        if (buyers.size() != count
                || buyers.stream().anyMatch(buyer -> buyer.token().isEmpty())) {
            throw new StageException("The import did not bring " + count + " users with tokens.");
        }
        return buyers;
    }

    /** New users who sign in with one and the same password; their addresses. */
    public List<String> members(int count, String passwordHash) {
        List<String> emails = new ArrayList<>(count);
        for (int from = 0; from < count; from += IMPORT_BATCH) {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode users = body.putArray("users");
            for (int number = from; number < Math.min(count, from + IMPORT_BATCH); number++) {
                String email = "member-" + number + "@example.com";
                emails.add(email);
                users.addObject()
                        .put("email", email)
                        .put("name", "Member " + number)
                        .put("password_hash", passwordHash);
            }
            int imported = post("/api/v1/auth/admin/users/import", body)
                    .path("imported")
                    .asInt();
            if (imported != users.size()) {
                throw new StageException("The import brought " + imported + " of " + users.size() + " users.");
            }
        }
        return emails;
    }

    /** New events on sale. */
    public List<UUID> events(int count, int seats) {
        List<UUID> ids = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            ids.add(event(seats));
        }
        return ids;
    }

    /** Tells everybody who is connected something. */
    public void alert(String text) {
        JsonNode sent = post(
                "/api/v1/notifications/send",
                JSON.createObjectNode()
                        .put("type", "system_alert")
                        .put("title", "Benchmark")
                        .put("message", text));
        if (sent.isMissingNode()) {
            throw new StageException("The alert was not taken.");
        }
    }

    private UUID event(int seats) {
        Instant date = clock.instant()
                .plus(DAYS_AHEAD + events % DAYS_AHEAD, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.HOURS);
        ObjectNode body = JSON.createObjectNode()
                .put("name", "Benchmark night " + ++events)
                .put("description", Prose.of(DESCRIPTION_CHARACTERS, random))
                .put("venue", "Hall " + events % DAYS_AHEAD)
                .put("event_date", date.toString())
                .put("total_capacity", seats)
                .put("price", PRICE);
        return UUID.fromString(post("/api/v1/events", body).path("id").asText());
    }

    private static ObjectNode credentials(String email, String password) {
        return JSON.createObjectNode().put("email", email).put("password", password);
    }

    private JsonNode post(String path, ObjectNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() / HUNDRED != SUCCESS) {
                throw new StageException(path + " answered " + response.statusCode() + ": "
                        + answer.path("error").asText("(no reason given)") + '.');
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new StageException(path + " was not answered: " + e.getMessage() + '.', e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException(path + " was interrupted.", e);
        }
    }
}
