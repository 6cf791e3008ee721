package io.evently;

import io.evently.NodeClient.Member;
import io.evently.http.server.EdgeFixture.Answer;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Two whole nodes")
class RunningNodeIT {
    @Test
    @DisplayName("sell the same seats, and each sees what the other did")
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
}
