package io.evently.http;

import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.http.HostileRequests.Hostile;
import io.evently.http.contract.Contract;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("Bad input")
class HostileRequestsTest {
    private static final Caller ADMIN =
            new Caller(new UUID(1, 2), "someone@example.com", Role.ADMIN, "token", Instant.MAX);

    @Test
    @DisplayName("to any operation of the document is refused with its field named, and reaches no handler")
    void everyOperation(Vertx vertx) throws Exception {
        List<Hostile> requests = HostileRequests.all();
        List<String> reached = new ArrayList<>();
        try (EdgeFixture edge = EdgeFixture.start(
                vertx,
                token -> Optional.of(ADMIN),
                v -> operations -> Contract.shared()
                        .operationIds()
                        .forEach(id -> operations.on(id, call -> {
                            reached.add(id);
                            return Future.succeededFuture(Reply.empty(299));
                        })))) {
            for (Hostile request : requests) {
                Answer got =
                        edge.send(request.method(), request.path(), request.body(), "Authorization", "Bearer good");
                assertThat(got.status()).as("%s: %s", request, got.text()).isEqualTo(400);
                assertThat(got.json().path("details").properties())
                        .as("%s: %s", request, got.text())
                        .anyMatch(wrong -> wrong.getKey().startsWith(request.field()));
                assertDocumented(got.response());
            }
        }
        assertThat(reached).isEmpty();
        assertThat(requests).hasSizeGreaterThan(400);
    }
}
