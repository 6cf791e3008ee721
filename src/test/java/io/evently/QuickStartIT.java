package io.evently;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies word for word as the customer's description sends them, but for dates that have passed since. */
@DisplayName("The customer's quick start")
class QuickStartIT {
    private static final String API = "/api/v1";
    private static RunningNode node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        node = RunningNode.start();
        client = node.client();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    @DisplayName("gets the admin's token and the user's token with the printed passwords")
    void tokens() {
        Answer admin = send("POST", "/auth/login", """
                {
                  "email": "admin2@evently.com",
                  "password": "admin123"
                }""");
        Answer user = send("POST", "/auth/register", """
                {
                  "name": "Demo User",
                  "email": "demo@test.com",
                  "password": "demo123"
                }""");

        assertThat(admin.status()).isEqualTo(200);
        assertThat(admin.json().at("/data/user/role").asText()).isEqualTo("admin");
        assertThat(admin.json().at("/data/success").asBoolean()).isTrue();
        assertThat(user.status()).isEqualTo(201);
        assertThat(user.json().path("message").asText()).isEqualTo("User registered successfully");
        assertThat(user.json().at("/data/expiresIn").asText()).isEqualTo("24h");
        assertThat(user.json().at("/data/token").asText()).isNotBlank();
    }

    @Test
    @DisplayName("registers, signs in and uses the token")
    void authentication() {
        String credentials = "\"email\":\"user@example.com\",\"password\":\"password123\"}";

        Answer registered = send("POST", "/auth/register", "{\"name\":\"John Doe\"," + credentials);
        String token = send("POST", "/auth/login", "{" + credentials)
                .json()
                .at("/data/token")
                .asText();
        String id = registered.json().at("/data/user/id").asText();
        JsonNode profile = client.get(API + "/auth/profile", token).json().path("user");
        JsonNode bookings = client.get(API + "/bookings/user/" + id, token).json();

        assertThat(profile.path("name").asText()).isEqualTo("John Doe");
        assertThat(profile.path("isActive").asBoolean()).isTrue();
        assertThat(bookings.path("count").asInt()).isZero();
    }

    @Test
    @DisplayName("creates an event, books two tickets and finds them")
    void booking() {
        NodeClient.Member member = client.register();
        String date = Instant.now().plus(30, ChronoUnit.DAYS).toString();
        Answer created =
                client.send("POST", API + "/events", """
                {
                    "name": "Test Event",
                    "venue": "Test Venue",
                    "event_date": "%s",
                    "total_capacity": 100,
                    "price": 50.00
                  }""".formatted(date), "Authorization", "Bearer " + client.admin());
        String event = created.json().at("/data/id").asText();
        Answer booked = client.send(
                "POST",
                API + "/bookings",
                """
                {
                    "user_id": "%s",
                    "event_id": "%s",
                    "quantity": 2
                  }""".formatted(member.id(), event),
                "Authorization",
                "Bearer " + member.token());
        JsonNode found = client.get(
                        API + "/bookings/user/" + member.id() + "?status=confirmed&limit=20", member.token())
                .json()
                .at("/data/0");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("message").asText()).isEqualTo("Event created successfully");
        assertThat(booked.status()).isEqualTo(201);
        assertThat(booked.json().at("/data/total_amount").decimalValue()).isEqualByComparingTo("100.00");
        assertThat(found.path("event_name").asText()).isEqualTo("Test Event");
        assertThat(found.path("booking_reference").asText())
                .isEqualTo(booked.json().at("/data/booking_reference").asText());
    }

    @Test
    @DisplayName("finds a dozen demo events, an API that describes itself, and a healthy service")
    void lookAround() {
        assertThat(client.get(API + "/events?status=active&limit=50&offset=0", null)
                        .json()
                        .path("total")
                        .asInt())
                .isGreaterThanOrEqualTo(12);
        assertThat(client.get(API + "/", null).json().path("service").asText()).isEqualTo("Evently Booking API");
        // The first look opens the connections, which may take a busy machine longer than a health check waits.
        await().until(() ->
                client.get("/health", null).json().path("status").asText().equals("OK"));
        JsonNode health = client.get("/health", null).json();
        assertThat(health.path("service").asText()).isEqualTo("Evently Booking System");
        assertThat(health.path("database").asText()).isEqualTo("connected");
        assertThat(health.path("redis").asText()).isEqualTo("connected");
        assertThat(client.send("GET", "/docs/", null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("is counted: a booking by its outcome, and nothing waits when all are answered")
    void metrics() {
        NodeClient.Member member = client.register();
        UUID event = client.event(1);
        assertThat(client.book(member, event, 1).status()).isEqualTo(201);
        assertThat(client.book(member, event, 1).status()).isEqualTo(409);

        String metrics = client.send("GET", "/metrics", null).text();

        assertThat(metrics)
                .contains("evently_flush_size")
                .containsPattern("evently_lane_answers_total\\{outcome=\"booked\",shard=\"\\d\"} [1-9]")
                .containsPattern("evently_lane_answers_total\\{outcome=\"insufficient_seats\",shard=\"\\d\"} 1");
        assertThat(metrics.lines().filter(line -> line.startsWith("evently_lane_waiting{")))
                .hasSize(4)
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static Answer send(String method, String path, String body) {
        return client.send(method, API + path, body);
    }
}
