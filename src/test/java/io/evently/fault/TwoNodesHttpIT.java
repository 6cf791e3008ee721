package io.evently.fault;

import io.evently.NodeClient;
import io.evently.RunningNode;
import io.evently.http.server.EdgeFixture.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("1,000 requests for 100 seats over HTTP")
class TwoNodesHttpIT {
    private static final int REQUESTS = 1_000;

    @Test
    @DisplayName("are answered by two nodes with 100 bookings and 900 refusals that carry the numbers")
    void hundredSeats() {
        try (RunningNode one = RunningNode.start("EVENTLY_BOOKING_DEADLINE", "PT1M");
                RunningNode other = one.another()) {
            NodeClient.Member member = one.client().register();
            UUID event = one.client().event(100);
            String body = NodeClient.object()
                    .put("user_id", member.id().toString())
                    .put("event_id", event.toString())
                    .put("quantity", 1)
                    .toString();
            List<CompletableFuture<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                asked.add((i % 2 == 0 ? one : other)
                        .client()
                        .sendAsync("POST", "/api/v1/bookings", body, "Authorization", "Bearer " + member.token()));
            }

            List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();

            assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(100);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .hasSize(900)
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(409);
                        assertThat(answer.json().path("code").asText()).isEqualTo("INSUFFICIENT_SEATS");
                        assertThat(answer.json().path("available_seats").asInt(-1))
                                .isZero();
                        assertThat(answer.json().path("requested_quantity").asInt())
                                .isEqualTo(1);
                    });
            assertThat(other.client().event(event).path("available_seats").asInt())
                    .isZero();
            assertThat(one.violations()).isEmpty();
        }
    }
}
