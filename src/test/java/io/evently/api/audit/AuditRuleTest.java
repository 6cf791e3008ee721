package io.evently.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.contract.Access;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.vertx.core.http.HttpMethod;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What the document wants to be written down")
class AuditRuleTest {
    private static final Contract CONTRACT = Contract.shared();
    private static final Map<String, AuditRule> RULES = AuditRule.of(CONTRACT.document());

    static Stream<String> audited() {
        return RULES.keySet().stream().sorted();
    }

    @Test
    @DisplayName("is everything that changes something for administrators, and every file that they take away")
    void complete() {
        assertThat(CONTRACT.operations().stream()
                        .filter(operation -> operation.access() == Access.ADMIN)
                        .filter(operation -> !HttpMethod.GET.equals(operation.method())
                                || operation.template().endsWith(".csv"))
                        .map(ContractOperation::id))
                .isNotEmpty()
                .allMatch(RULES::containsKey);
    }

    @ParameterizedTest
    @MethodSource("audited")
    @DisplayName("is an action that can be asked for, of a target in the path, with values that the request has")
    void exists(String id) {
        AuditRule rule = RULES.get(id);
        JsonNode operation = operation(id);
        Set<String> actions = new HashSet<>();
        CONTRACT.document().at("/components/schemas/AuditAction/enum").forEach(action -> actions.add(action.asText()));
        Set<String> values = new HashSet<>();
        operation
                .at("/requestBody/content/application~1json/schema/properties")
                .fieldNames()
                .forEachRemaining(values::add);
        CONTRACT.operation(id).parameters().forEach(parameter -> values.add(parameter.name()));

        assertThat(actions).contains(rule.action());
        assertThat(values).containsAll(rule.details());
        assertThat(rule.target() == null || CONTRACT.operation(id).pathNames().contains(rule.target()))
                .isTrue();
    }

    private static JsonNode operation(String id) {
        for (JsonNode path : CONTRACT.document().path("paths")) {
            for (JsonNode operation : path) {
                if (id.equals(operation.path("operationId").asText())) {
                    return operation;
                }
            }
        }
        throw new AssertionError("No operation " + id);
    }
}
