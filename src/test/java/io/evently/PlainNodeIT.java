package io.evently;

import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.invariants.InvariantChecker;
import io.evently.storage.Databases;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The benchmark's baseline")
class PlainNodeIT {
    private static ServerConfig config;
    private static Node node;
    private static NodeClient client;

    @BeforeAll
    static void start() {
        config = ConfigLoader.load(RunningNode.freshEnvironment());
        Databases.migrate(config.storage());
        node = PlainNode.start(config).await();
        client = new NodeClient(config.http().port());
    }

    @AfterAll
    static void stop() {
        node.stop().await();
    }

    @AfterEach
    void invariantsHold() {
        Vertx vertx = Vertx.vertx();
        try {
            Databases databases = Databases.open(vertx, config.storage());
            assertThat(new InvariantChecker(databases.shards()).check().await()).isEmpty();
        } finally {
            vertx.close().await();
        }
    }

    @Test
    @DisplayName("sells every seat once, however many ask at the same time")
    void neverOversells() {
        UUID event = client.event(20);
        Member member = client.register();

        List<CompletableFuture<Answer>> asked = IntStream.range(0, 100)
                .mapToObj(number -> ask(member, event, 1, UUID.randomUUID().toString()))
                .toList();
        List<Integer> statuses =
                asked.stream().map(CompletableFuture::join).map(Answer::status).toList();

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(80);
        assertThat(client.event(event).path("available_seats").asInt()).isZero();
    }

    @Test
    @DisplayName("answers a repeated key as the first time, and refuses it for another request")
    void replays() {
        UUID event = client.event(10);
        Member member = client.register();

        Answer first = ask(member, event, 2, "a-key").join();
        List<Answer> again = Stream.of(1, 2, 3).map(time -> ask(member, event, 2, "a-key")).toList().stream()
                .map(CompletableFuture::join)
                .toList();
        Answer other = ask(member, event, 3, "a-key").join();

        assertThat(first.status()).isEqualTo(201);
        assertThat(again).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().path("data")).isEqualTo(first.json().path("data"));
        });
        assertThat(other.status()).isEqualTo(422);
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(8);
    }

    @Test
    @DisplayName("replays a refusal, though seats have come back since")
    void replaysRefusals() {
        UUID event = client.event(1);
        Member member = client.register();
        Answer booked = ask(member, event, 1, "first").join();
        Answer refused = ask(member, event, 1, "second").join();

        Answer cancelled = client.put(cancelPath(booked), null, member.token());
        Answer still = ask(member, event, 1, "second").join();
        Answer fresh = ask(member, event, 1, "third").join();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(still.status()).isEqualTo(409);
        assertThat(fresh.status()).isEqualTo(201);
    }

    @Test
    @DisplayName("cancels a booking once")
    void cancelsOnce() {
        UUID event = client.event(5);
        Member member = client.register();
        Answer booked = client.book(member, event, 3);

        List<Integer> statuses = IntStream.range(0, 5)
                .mapToObj(time ->
                        client.sendAsync("PUT", cancelPath(booked), null, "Authorization", "Bearer " + member.token()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(Answer::status)
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(4);
        assertThat(client.event(event).path("available_seats").asInt()).isEqualTo(5);
    }

    private static String cancelPath(Answer booked) {
        return "/api/v1/bookings/" + booked.json().at("/data/booking_id").asText() + "/cancel";
    }

    private static CompletableFuture<Answer> ask(Member member, UUID event, int quantity, String key) {
        String body = NodeClient.object()
                .put("user_id", member.id().toString())
                .put("event_id", event.toString())
                .put("quantity", quantity)
                .toString();
        return client.sendAsync(
                "POST", "/api/v1/bookings", body, "Authorization", "Bearer " + member.token(), "Idempotency-Key", key);
    }
}
