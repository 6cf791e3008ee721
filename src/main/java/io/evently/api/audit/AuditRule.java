package io.evently.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an operation is written down, as {@code x-audit} of the document says.
 *
 * @param action for example {@code event.update}
 * @param target the path parameter with the id of what is acted on; null: none
 * @param details members of the body, and parameters of the query, whose values are kept
 * @param adminsOnly whether what other callers do is left out
 */
record AuditRule(String action, @Nullable String target, List<String> details, boolean adminsOnly) {
    static final String KEYWORD = "x-audit";

    AuditRule {
        details = List.copyOf(details);
    }

    /** The rules of a document by operation id; operations without one are not written down. */
    static Map<String, AuditRule> of(JsonNode document) {
        Map<String, AuditRule> rules = new HashMap<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode rule = operation.path(KEYWORD);
                    if (rule.isObject()) {
                        rules.put(operation.path("operationId").asText(), read(rule));
                    }
                }));
        return rules;
    }

    Optional<String> targetOf(Call call) {
        return Optional.ofNullable(target).map(call::path);
    }

    /** What was asked for, as far as it is kept: a JSON object. */
    String detailsOf(Call call) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        JsonNode body = call.optionalBody(JsonNode.class).orElse(JsonNodeFactory.instance.missingNode());
        for (String name : details) {
            if (body.has(name)) {
                kept.set(name, body.get(name));
            } else {
                call.parameter(name).ifPresent(value -> kept.set(name, value));
            }
        }
        return kept.toString();
    }

    private static AuditRule read(JsonNode rule) {
        List<String> details = new ArrayList<>();
        rule.path("details").forEach(name -> details.add(name.asText()));
        return new AuditRule(
                rule.path("action").asText(),
                rule.path("target").asText(null),
                details,
                "admin".equals(rule.path("callers").asText()));
    }
}
