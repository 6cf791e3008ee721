package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.ContractParameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes requests from the document that it forbids: each breaks one field, and all of them must be 400. */
public final class HostileRequests {
    private static final String ID = "019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7";

    /** Values that no field of their JSON type's document takes, by type. */
    private static final Map<String, List<String>> WRONG = Map.of(
            "integer",
                    List.of(
                            "1.5",
                            "4294967297",
                            "99999999999",
                            "1e400",
                            "-1e400",
                            "9".repeat(900),
                            "\"2\"",
                            "true",
                            "null",
                            "[]",
                            "{}",
                            "\"\\u0000\""),
            "number", List.of("1e400", "-1", "\"1\"", "9".repeat(900), "false", "null", "[1]"),
            "boolean", List.of("\"true\"", "1", "0", "null", "[]", "\"\\u0000\""),
            "string", List.of("1", "true", "null", "[]", "{}", "\"a\\u0000b\"", "\"\\ud800\""),
            "array", List.of("\"x\"", "1", "{}", "null", "[null]", "[1]"),
            "object", List.of("\"x\"", "1", "[]", "{}", "null", "true"));

    /** Values that no parameter of their type takes, by type. */
    private static final Map<String, List<String>> WRONG_PARAMETERS = Map.of(
            "integer",
                    List.of(
                            "",
                            "x",
                            "1.5",
                            "-1",
                            "1e2",
                            "0x10",
                            "4294967297",
                            "99999999999999999999",
                            "true",
                            "\u0000",
                            "１"),
            "number", List.of("", "x", "-1", "1e400", "NaN", "Infinity", "1,5", "9".repeat(400)),
            "boolean", List.of("", "yes", "1", "TRUE", "null"),
            "string", List.of("\u0000", "a\u0000b"));

    private HostileRequests() {}

    /**
     * One request.
     *
     * @param path with its query
     * @param field the one that must be named in the refusal
     */
    public record Hostile(
            String operationId,
            String method,
            String path,
            @Nullable String body,
            String field) {
        @Override
        public String toString() {
            String shown = operationId + ' ' + method + ' ' + path + ' ' + (body == null ? "" : body);
            return shown.length() > 160 ? shown.substring(0, 160) + '…' : shown;
        }
    }

    /** All of them, for every operation of the document. */
    public static List<Hostile> all() {
        List<Hostile> all = new ArrayList<>();
        for (ContractOperation operation : Contract.shared().operations()) {
            parameters(operation, all);
            if (operation.takesBody()) {
                bodies(operation, all);
            }
        }
        return all;
    }

    private static void parameters(ContractOperation operation, List<Hostile> all) {
        String body = operation.takesBody() ? example(operation).toString() : null;
        for (ContractParameter parameter : operation.parameters()) {
            List<String> values = new ArrayList<>(WRONG_PARAMETERS.get(parameter.type()));
            if (parameter.where().equals("path") && !parameter.name().equals("reference")) {
                values.addAll(List.of("42", "null", ID + "0", "' OR 1=1 --", "{}"));
            }
            for (String value : values) {
                String sent = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
                if (parameter.where().equals("query")) {
                    String path = path(operation, "", "") + '?' + parameter.name() + '=' + sent;
                    all.add(new Hostile(operation.id(), operation.method().name(), path, body, parameter.name()));
                } else if (parameter.where().equals("path")) {
                    String path = path(operation, parameter.name(), sent);
                    all.add(new Hostile(operation.id(), operation.method().name(), path, body, parameter.name()));
                }
            }
        }
    }

    private static void bodies(ContractOperation operation, List<Hostile> all) {
        JsonNode schema = Contract.shared()
                .document()
                .at(DocumentedAnswers.operationPointer(operation.id())
                        + "/requestBody/content/application~1json/schema");
        schema.path("required").forEach(name -> {
            ObjectNode body = example(operation);
            body.remove(name.asText());
            all.add(hostile(operation, body.toString(), name.asText()));
        });
        schema.path("properties").properties().forEach(property -> {
            JsonNode type = resolve(property.getValue());
            List<String> values = new ArrayList<>(WRONG.get(type.path("type").asText()));
            if (type.has("maxLength")) {
                values.add('"' + "x".repeat(type.get("maxLength").asInt() + 1) + '"');
            }
            if (type.has("enum") || type.has("format") || type.has("pattern")) {
                values.addAll(List.of("\"\"", "\" \""));
            }
            for (String value : values) {
                ObjectNode body = example(operation);
                body.put(property.getKey(), "@");
                String text = body.toString()
                        .replace("\"" + property.getKey() + "\":\"@\"", "\"" + property.getKey() + "\":" + value);
                all.add(hostile(operation, text, property.getKey()));
            }
        });
        for (String body : List.of("[]", "\"text\"", "1", "null", "true")) {
            all.add(hostile(operation, body, FieldErrors.BODY));
        }
    }

    private static Hostile hostile(ContractOperation operation, String body, String field) {
        return new Hostile(operation.id(), operation.method().name(), path(operation, "", ""), body, field);
    }

    private static String path(ContractOperation operation, String name, String value) {
        String path = operation.template();
        for (String parameter : operation.pathNames()) {
            path = path.replace("{" + parameter + "}", parameter.equals(name) ? value : ID);
        }
        return path;
    }

    private static ObjectNode example(ContractOperation operation) {
        JsonNode example = Contract.shared()
                .document()
                .at(DocumentedAnswers.operationPointer(operation.id())
                        + "/requestBody/content/application~1json/example");
        return example.isObject() ? example.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref")
                ? Contract.shared().document().at(schema.get("$ref").asText().substring(1))
                : schema;
    }
}
