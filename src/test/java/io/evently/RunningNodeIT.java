package io.evently;

import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Whole nodes")
class RunningNodeIT {
    private static final Duration WHILE = Duration.ofSeconds(10);
    private static final long FEW = 300;

    @Test
    @DisplayName("two of them sell the same seats, and each sees what the other did")
    void together() {
        try (RunningNode one = RunningNode.start();
                RunningNode other = one.another()) {
            Member member = one.client().register();
            UUID event = other.client().event(3);

            Answer first = one.client().book(member, event, 1);
            Answer second = other.client().book(member, event, 2);
            Answer third = one.client().book(member, event, 1);

            assertThat(first.status()).isEqualTo(201);
            assertThat(second.status()).isEqualTo(201);
            assertThat(third.status()).isEqualTo(409);
            String booking = first.json().at("/data/booking_id").asText();
            assertThat(other.client()
                            .get("/api/v1/bookings/" + booking, member.token())
                            .status())
                    .isEqualTo(200);
            assertThat(other.client().event(event).path("available_seats").asInt())
                    .isZero();
            assertThat(one.violations()).isEmpty();
        }
    }

    @Test
    @DisplayName("one with four shards leaves its databases alone when nobody is there")
    void atRest() {
        try (RunningNode node = RunningNode.start("EVENTLY_STORAGE_SHARD_COUNT", "4")) {
            AtomicLong before = new AtomicLong(node.transactions());

            await().pollDelay(WHILE)
                    .pollInterval(WHILE)
                    .atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> {
                        long now = node.transactions();
                        assertThat(now - before.getAndSet(now))
                                .as("transactions in " + WHILE)
                                .isLessThan(FEW);
                    });
        }
    }
}
