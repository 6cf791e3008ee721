package io.evently.http;

import io.evently.account.Caller;
import io.evently.account.Role;
import io.evently.account.TokenVerifier;
import io.evently.http.contract.Access;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.server.EdgeFixture;
import io.evently.http.server.EdgeFixture.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.evently.testing.ContractAssertions.assertDocumented;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(VertxExtension.class)
@DisplayName("Of all operations")
class AccessMatrixTest {
    private static final UUID ID = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final int REACHED = 299;
    private static final TokenVerifier TOKENS = token -> Optional.ofNullable(
            Map.of("user", caller(Role.USER), "admin", caller(Role.ADMIN)).get(token));

    private EdgeFixture edge;

    @BeforeEach
    void start(Vertx vertx) {
        edge = EdgeFixture.start(
                vertx,
                TOKENS,
                v -> operations -> Contract.shared()
                        .operationIds()
                        .forEach(id -> operations.on(id, call -> Future.succeededFuture(Reply.empty(REACHED)))));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    static Stream<String> operations() {
        return Contract.shared().operationIds().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    @DisplayName("each is open to strangers, users and administrators exactly as the document says")
    void roles(String id) throws Exception {
        ContractOperation operation = Contract.shared().operations().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        int stranger = List.of(Access.PUBLIC, Access.OPTIONAL).contains(operation.access()) ? REACHED : 401;
        int user = operation.access() == Access.ADMIN ? 403 : REACHED;
        int badToken = operation.access() == Access.PUBLIC ? REACHED : 401;

        assertAnswer(operation, stranger, "AUTHENTICATION_REQUIRED", "Authentication required");
        assertAnswer(operation, user, "FORBIDDEN", "Admin privileges required", "Authorization", "Bearer user");
        assertAnswer(operation, REACHED, "", "", "Authorization", "Bearer admin");
        for (String bad : List.of(
                "Bearer bad", "Bearer", "Bearer ", "bearer admin extra", "admin", "Basic YWRtaW46", "Token admin")) {
            assertAnswer(operation, badToken, "INVALID_TOKEN", "Invalid authentication token", "Authorization", bad);
        }
    }

    private void assertAnswer(ContractOperation operation, int status, String code, String sentence, String... headers)
            throws Exception {
        String path = operation.template().replaceAll("\\{[^}]+}", ID.toString());
        String body = operation.takesBody()
                ? Contract.shared()
                        .document()
                        .at(DocumentedAnswers.operationPointer(operation.id())
                                + "/requestBody/content/application~1json/example")
                        .toString()
                : null;
        Answer got = edge.send(operation.method().name(), path, body, headers);
        assertThat(got.status())
                .as("%s %s: %s", operation.id(), List.of(headers), got.text())
                .isEqualTo(status);
        if (status != REACHED) {
            assertThat(got.json().path("code").asText()).isEqualTo(code);
            assertThat(got.json().path("error").asText()).isEqualTo(sentence);
            assertDocumented(got.response());
        }
    }

    private static Caller caller(Role role) {
        return new Caller(ID, "someone@example.com", role, "token", Instant.MAX);
    }
}
