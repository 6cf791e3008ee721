package io.evently.api;

import io.evently.analytics.NoVisitors;
import io.evently.booking.BookingClient;
import io.evently.bus.TypedBus;
import io.evently.catalog.CatalogEndpoints;
import io.evently.catalog.Event;
import io.evently.catalog.EventLookup;
import io.evently.catalog.EventStatus;
import io.evently.catalog.GetEvent;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.storage.ShardedBus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Requests that share the read of an event")
class SharedViewsTest {
    private static final int REQUESTS = 300;
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final UUID ID = new UUID(0, 1);
    private static final Event EVENT =
            new Event(ID, "n", "", "v", NOW, 10, 0, 0, 0, BigDecimal.ONE, "USD", EventStatus.ACTIVE, 1, NOW, NOW);

    private final AtomicInteger views = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private EdgeFixture edge;

    @BeforeEach
    void open() throws Exception {
        TypedBus.register(vertx, CatalogEndpoints.FAMILIES);
        TypedBus bus = new TypedBus(vertx, Duration.ofMinutes(1));
        bus.answer(CatalogEndpoints.GET_EVENT, this::get).await(60, TimeUnit.SECONDS);
        edge = EdgeFixture.start(
                vertx,
                token -> Optional.empty(),
                made -> new CatalogRoutes(
                        made,
                        bus,
                        new BookingClient(new ShardedBus(bus, 4)),
                        NoVisitors.on(made),
                        new SimpleMeterRegistry()));
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("count one view each")
    void views() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(edge.sendAsync(edge.request("/api/v1/events/" + ID).build()));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(views).hasValue(REQUESTS);
        assertThat(reads).hasValueLessThan(REQUESTS);
    }

    private Future<EventLookup> get(GetEvent wish) {
        views.addAndGet(wish.views());
        reads.incrementAndGet();
        return vertx.timer(20, TimeUnit.MILLISECONDS).map(passed -> new EventLookup.Found(EVENT));
    }
}
