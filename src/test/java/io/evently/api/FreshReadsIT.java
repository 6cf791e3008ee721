package io.evently.api;

import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.analytics.NoVisitors;
import io.evently.booking.BookingClient;
import io.evently.catalog.CatalogFixture;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.storage.ShardedBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Many readers of the same thing")
class FreshReadsIT {
    private static final String EVENTS = "/api/v1/events";
    private static final int READERS = 24;
    private static final int ROUNDS = 150;

    private static final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private static CatalogFixture catalog;
    private static EdgeFixture edge;

    @BeforeAll
    static void open() {
        catalog = new CatalogFixture();
        BookingClient desk = new BookingClient(new ShardedBus(catalog.bus(), 4));
        edge = EdgeFixture.start(
                catalog.vertx(),
                token -> Optional.of(
                        new Caller(new UUID(0, 1), "someone@example.com", Role.ADMIN, token, CatalogFixture.NOW)),
                vertx -> new CatalogRoutes(vertx, catalog.bus(), desk, NoVisitors.on(vertx), registry));
    }

    @AfterAll
    static void close() {
        edge.close();
        catalog.close();
    }

    @Test
    @DisplayName("never keep a writer from reading at once what he wrote")
    void readYourWrites() throws Exception {
        String name = "Fresh " + UUID.randomUUID();
        String event = create(name);
        String list = EVENTS + "?q=" + name.replace(" ", "%20");
        String popular = EVENTS + "/popular?limit=100";
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong read = new AtomicLong();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (String path : List.of(event, list, popular)) {
            for (int i = 0; i < READERS / 3; i++) {
                readers.add(readUntil(over, path, read));
            }
        }
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                String text = name + " in round " + round;
                Answer written =
                        edge.send("PUT", event, "{\"name\": \"" + text + "\"}", "Authorization", "Bearer writer");
                assertThat(written.status()).as(written.text()).isEqualTo(200);
                switch (round % 3) {
                    case 0 ->
                        assertThat(edge.get(event).json().at("/data/name").asText())
                                .isEqualTo(text);
                    case 1 ->
                        assertThat(edge.get(list).json().at("/data/0/name").asText())
                                .isEqualTo(text);
                    default ->
                        assertThat(edge.get(popular).json().at("/data"))
                                .anySatisfy(each ->
                                        assertThat(each.get("name").asText()).isEqualTo(text));
                }
            }
        } finally {
            over.set(true);
        }
        CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).join();

        assertThat(read).hasValueGreaterThan(ROUNDS);
        for (String operation : List.of("getEvent", "listEvents", "getPopularEvents")) {
            assertThat(registry.get("evently.reads.saved")
                            .tag("operation", operation)
                            .counter()
                            .count())
                    .as(operation)
                    .isPositive();
        }
    }

    @Test
    @DisplayName("each get the whole body, with the headers of their own request")
    void bodies() throws Exception {
        String name = "Whole " + UUID.randomUUID();
        for (int i = 0; i < 60; i++) {
            assertThat(create(name)).isNotEmpty();
        }
        String list = EVENTS + "?limit=50&q=" + name.replace(" ", "%20");
        String alike = EVENTS + "?q=" + name.replace(" ", "%20") + "&sort=event_date";
        String expected = edge.get(list).text();
        assertThat(expected.length()).isGreaterThan(10_000);

        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            answers.add(edge.sendAsync(edge.request(i % 2 == 0 ? list : alike).build()));
        }

        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i).join();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(expected);
            assertThat(String.valueOf(answer.header("Link")).contains("sort=event_date"))
                    .isEqualTo(i % 2 == 1);
            assertThat(answer.header("Content-Length"))
                    .isEqualTo(Integer.toString(answer.response().body().length));
        }
    }

    @Test
    @DisplayName("are told apart by what they hold already")
    void conditional() throws Exception {
        String event = create("Held " + UUID.randomUUID());
        String tag = edge.get(event).header("ETag");

        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            var request = edge.request(event);
            switch (i % 3) {
                case 0 -> request.header("If-None-Match", String.valueOf(tag));
                case 1 -> request.method("HEAD", BodyPublishers.noBody());
                default -> request.header("If-None-Match", "\"0-0-0-0\"");
            }
            answers.add(edge.sendAsync(request.build()));
        }

        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i).join();
            assertThat(answer.status()).isEqualTo(i % 3 == 0 ? 304 : 200);
            assertThat(answer.header("ETag")).isEqualTo(tag);
            assertThat(answer.text().isEmpty()).isEqualTo(i % 3 != 2);
        }
    }

    private static CompletableFuture<Void> readUntil(AtomicBoolean over, String path, AtomicLong read) {
        if (over.get()) {
            return CompletableFuture.completedFuture(null);
        }
        return edge.sendAsync(edge.request(path).build()).thenCompose(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            read.incrementAndGet();
            return readUntil(over, path, read);
        });
    }

    private static String create(String name) throws Exception {
        Answer answer = edge.send("POST", EVENTS, """
                {"name": "%s", "venue": "Venue", "event_date": "2027-01-01T00:00:00Z", "total_capacity": 10, "price": 1}
                """.formatted(name), "Authorization", "Bearer writer");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return EVENTS + '/' + answer.json().at("/data/id").asText();
    }
}
