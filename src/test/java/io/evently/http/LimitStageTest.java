package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.account.Tier;
import io.evently.account.TokenVerifier;
import io.evently.cache.CacheConfig;
import io.evently.cache.ScriptConnection;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.evently.ratelimit.OverloadConfig;
import io.evently.ratelimit.Quota;
import io.evently.ratelimit.RateLimitConfig;
import io.evently.ratelimit.RateLimits;
import io.evently.ratelimit.TierFactors;
import io.evently.ratelimit.Worth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(VertxExtension.class)
@DisplayName("The stage that limits")
class LimitStageTest {
    private static final String EVENT = "/api/v1/events/019c3a52-80f0-7a11-8b7e-51c0d2f7a602";
    private static final String BOOKING = "/api/v1/bookings/019c3a52-80f0-7a11-8b7e-51c0d2f7a602";
    private static final String REPORT = "/api/v1/analytics";
    private static final String CRAWLER = "Mozilla/5.0 (compatible; Examplebot/2.1; +https://bot.example)";

    private final AtomicLong delay = new AtomicLong();

    @Test
    @DisplayName(
            "knows of every operation what it counts for and what it is worth, and never holds up health and what ends a booking")
    void document() {
        JsonNode quotas = Contract.read("/conf/evently.yaml").at("/rateLimits/quotas");
        Set<String> free = new TreeSet<>();
        Set<String> essential = new TreeSet<>();
        for (ContractOperation operation : Contract.shared().operations()) {
            assertThat(operation.rateLimits())
                    .allSatisfy(name -> assertThat(quotas.has(name)).as(name).isTrue());
            if (operation.rateLimits().isEmpty()) {
                free.add(operation.id());
            } else {
                assertThat(operation.rateLimits()).as(operation.id()).contains("address");
            }
            if (operation.worth() == Worth.ESSENTIAL) {
                essential.add(operation.id());
            }
            assertLimit(operation, "/bookings", "bookings");
            assertLimit(operation, "/events", "events");
            assertLimit(operation, "/analytics", "analytics");
        }
        assertThat(free).containsExactly("getHealth", "getLiveness", "getMetrics", "getReadiness");
        assertThat(essential)
                .containsAll(free)
                .contains("confirmBooking", "extendHold", "cancelBooking", "acceptOffer");
        assertThat(Contract.shared().operations().stream()
                        .filter(operation -> operation.rateLimits().contains("attempts"))
                        .map(ContractOperation::id))
                .containsExactly("createBooking");
    }

    @Test
    @DisplayName("refuses by worth while requests queue: reports and crawlers first, what ends a booking never")
    void sheds(Vertx vertx) throws Exception {
        try (EdgeFixture edge = edge(vertx, limits(Map.of()))) {
            assertThat(statuses(edge)).containsExactly(204, 204, 204, 204, 204);
            becomes(edge, 50, List.of(204, 204, 204, 503, 503));
            becomes(edge, 300, List.of(204, 204, 503, 503, 503));
            becomes(edge, 5_000, List.of(204, 503, 503, 503, 503));
            Answer refused = edge.get(REPORT, "Authorization", "Bearer admin");
            assertThat(refused.json().path("code").asText()).isEqualTo("OVERLOADED");
            assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                    .isBetween(1, 5);
            becomes(edge, 0, List.of(204, 204, 204, 204, 204));
        }
    }

    @Test
    @DisplayName("counts by itself while there is no Redis, by tier for callers, also for answers that fail")
    void tiers(Vertx vertx) throws Exception {
        Map<String, Quota> quotas = new LinkedHashMap<>();
        for (String name : List.of("address", "bookings", "events", "admin")) {
            quotas.put(name, new Quota(0, Duration.ofMinutes(1), Quota.Per.ADDRESS));
        }
        quotas.put("attempts", new Quota(2, Duration.ofMinutes(1), Quota.Per.CALLER));
        quotas.put("analytics", new Quota(3, Duration.ofMinutes(1), Quota.Per.CALLER));
        try (EdgeFixture edge = edge(vertx, limits(quotas))) {
            for (String[] expected : new String[][] {{"basic", "2"}, {"premium", "4"}, {"vip", "8"}}) {
                Answer answer = edge.send("POST", "/api/v1/bookings", "{}", "Authorization", "Bearer " + expected[0]);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.header("X-RateLimit-Tier")).isEqualTo(expected[0]);
                assertThat(answer.header("X-RateLimit-Limit")).isEqualTo(expected[1]);
            }
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Answer answer = edge.get(REPORT + "/retention", "Authorization", "Bearer admin");
                statuses.add(answer.status());
                assertThat(answer.header("X-RateLimit-Tier")).isEqualTo("admin");
                assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(Math.max(0, 2 - i)));
            }
            assertThat(statuses).containsExactly(500, 500, 500, 429);
        }
    }

    private static void assertLimit(ContractOperation operation, String path, String limit) {
        assertThat(operation.rateLimits().contains(limit))
                .as("%s counts for %s", operation.id(), limit)
                .isEqualTo(operation.template().startsWith("/api/v1" + path));
    }

    // What is asked more than once an interval shows a queue that stands.
    private void becomes(EdgeFixture edge, long delayMillis, List<Integer> expected) {
        delay.set(TimeUnit.MILLISECONDS.toNanos(delayMillis));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(statuses(edge)).isEqualTo(expected));
    }

    private static List<Integer> statuses(EdgeFixture edge) throws Exception {
        String[] user = {"Authorization", "Bearer basic"};
        return List.of(
                edge.send("POST", BOOKING + "/confirm", null, user).status(),
                edge.get(BOOKING, user).status(),
                edge.get("/api/v1/events").status(),
                edge.get(REPORT, "Authorization", "Bearer admin").status(),
                edge.get(EVENT, "User-Agent", CRAWLER).status());
    }

    private static EdgeFixture edge(Vertx vertx, RateLimits limits) {
        TokenVerifier verifier = token -> Optional.of(new Caller(
                UUID.nameUUIDFromBytes(token.getBytes(UTF_8)),
                "x@example.com",
                token.equals("admin") ? Role.ADMIN : Role.USER,
                token.equals("admin") ? Tier.BASIC : Tier.valueOf(token.toUpperCase(Locale.ROOT)),
                token,
                Instant.MAX));
        Set<String> answered =
                Set.of("confirmBooking", "getBooking", "createBooking", "listEvents", "getEvent", "getAnalytics");
        return EdgeFixture.start(
                vertx,
                verifier,
                loop -> operations -> {
                    answered.forEach(id -> operations.on(id, call -> Future.succeededFuture(Reply.empty(204))));
                    operations.on("getRetentionAnalytics", call -> {
                        throw new IllegalStateException("broken");
                    });
                },
                limits);
    }

    private RateLimits limits(Map<String, Quota> quotas) {
        return new RateLimits(
                "node",
                new RateLimitConfig(
                        !quotas.isEmpty(),
                        quotas,
                        new TierFactors(1, 1, 2, 4, 1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1_000,
                        10,
                        new OverloadConfig(
                                true,
                                Duration.ofMillis(20),
                                Duration.ofMillis(400),
                                0.1,
                                Duration.ofMillis(40),
                                Duration.ofMillis(100),
                                Duration.ofMillis(1_000),
                                Duration.ofSeconds(60))),
                Clock.systemUTC(),
                () -> 1,
                (vertx, script) -> new ScriptConnection(vertx, CacheConfig.NONE, script),
                delay::get);
    }
}
