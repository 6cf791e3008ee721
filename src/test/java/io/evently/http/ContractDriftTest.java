package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import io.evently.http.contract.Access;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The OpenAPI document")
class ContractDriftTest {
    private static final Set<String> NO_TOKEN_NEEDED =
            Set.of("registerUser", "loginUser", "listEvents", "getPopularEvents", "getEvent");
    private static final Set<String> FOR_ADMINS = Set.of(
            "listUsers",
            "updateUser",
            "listAuditEntries",
            "importUsers",
            "createEvent",
            "updateEvent",
            "cancelEvent",
            "processWaitlist",
            "listWaitlistEntries",
            "sendNotification",
            "broadcastNotification",
            "getBroadcast",
            "getNotificationStats",
            "createWebhook",
            "listWebhooks",
            "enableWebhook",
            "deleteWebhook",
            "listDeadLetters",
            "replayDeadLetters",
            "replayDeadLetter",
            "getAnalytics",
            "getEventAnalytics",
            "getAnalyticsDashboard",
            "getRealtimeAnalytics",
            "getFunnelAnalytics",
            "getRetentionAnalytics",
            "getSegmentAnalytics",
            "getPredictiveAnalytics",
            "getEventPrediction",
            "getWaitlistAnalytics",
            "listPriceRecommendations",
            "getEventPricing",
            "savePricingPlan",
            "applyPrice",
            "getRateLimits",
            "rebuildAnalytics",
            "exportBookings",
            "exportAttendees",
            "exportSales");

    private final Contract contract = Contract.shared();

    @TestFactory
    @DisplayName("describes each operation in full")
    Stream<DynamicTest> complete() {
        return contract.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    JsonNode described = contract.document().at(DocumentedAnswers.operationPointer(operation.id()));
                    assertThat(described.path("summary").asText()).isNotBlank();
                    assertThat(described.path("description").asText()).isNotBlank();
                    assertThat(described.path("tags")).isNotEmpty();
                    Set<String> statuses = new TreeSet<>();
                    described.path("responses").fieldNames().forEachRemaining(statuses::add);
                    assertThat(statuses).contains("500").anyMatch(status -> status.startsWith("2"));
                    if (operation.takesBody()) {
                        assertThat(statuses).contains("400", "408", "413", "415");
                        assertThat(described
                                        .at("/requestBody/content/application~1json/example")
                                        .isMissingNode())
                                .as("has an example body")
                                .isFalse();
                    }
                    if (operation.access() != Access.PUBLIC) {
                        assertThat(statuses).contains("401");
                    }
                    if (operation.access() == Access.ADMIN) {
                        assertThat(statuses).contains("403");
                    }
                    if (!operation.parameters().isEmpty()) {
                        assertThat(statuses).contains("400");
                    }
                }));
    }

    @Test
    @DisplayName("opens to strangers exactly what is meant to be open, and keeps the rest for users or admins")
    void security() {
        for (ContractOperation operation : contract.operations()) {
            boolean open = NO_TOKEN_NEEDED.contains(operation.id())
                    || operation.template().startsWith("/health")
                    || Set.of("getMetrics", "getApiInfo", "getOpenApi", "getAsyncApi", "getLocalOutbox")
                            .contains(operation.id());
            assertThat(operation.access() == Access.PUBLIC || operation.access() == Access.OPTIONAL)
                    .as(operation.id())
                    .isEqualTo(open);
            assertThat(operation.access() == Access.ADMIN)
                    .as(operation.id())
                    .isEqualTo(FOR_ADMINS.contains(operation.id()));
        }
    }

    @Test
    @DisplayName("gives examples of bodies that it would itself accept")
    void examples() {
        List<String> refused = new ArrayList<>();
        for (ContractOperation operation : contract.operations()) {
            Schema schema = operation.bodySchema();
            if (schema != null) {
                JsonNode example = contract.document()
                        .at(DocumentedAnswers.operationPointer(operation.id())
                                + "/requestBody/content/application~1json/example");
                schema.validate(example).forEach(error -> refused.add(operation.id() + ": " + error));
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    @DisplayName("gives examples of refusals of the shape that it promises")
    void refusals() {
        List<String> wrong = new ArrayList<>();
        Schema error = contract.schema("/components/schemas/ErrorAnswer");
        contract.document().at("/components/responses").properties().forEach(response -> {
            JsonNode example = response.getValue().at("/content/application~1json/example");
            if (!example.isMissingNode()) {
                error.validate(example).forEach(found -> wrong.add(response.getKey() + ": " + found));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("ends every list where the links between its pages end")
    void offsets() {
        List<JsonNode> offsets = new ArrayList<>();
        contract.document()
                .findValues("parameters")
                .forEach(parameters -> parameters.forEach(parameter -> {
                    if (parameter.path("name").asText().equals("offset")) {
                        offsets.add(parameter.path("schema"));
                    }
                }));
        assertThat(offsets).isNotEmpty().allSatisfy(schema -> {
            assertThat(schema.path("minimum").asInt(-1)).isZero();
            assertThat(schema.path("maximum").asInt()).isEqualTo(Page.LAST_OFFSET);
        });
    }

    @Test
    @DisplayName("has no handler too few and none too many")
    void handlers() {
        Operations operations = new Operations(contract.operationIds());
        contract.operationIds().forEach(id -> operations.on(id, call -> Future.succeededFuture(Reply.empty(204))));
        assertThat(operations.unanswered()).isEmpty();
        assertThat(new Operations(contract.operationIds()).unanswered())
                .isEqualTo(new TreeSet<>(contract.operationIds()));
        assertThatThrownBy(() -> operations.on("getHealth", call -> Future.succeededFuture(Reply.empty(204))))
                .hasMessageContaining("Two handlers");
        assertThatThrownBy(() -> operations.on("bookTheMoon", call -> Future.succeededFuture(Reply.empty(204))))
                .hasMessageContaining("no operation bookTheMoon");
    }
}
