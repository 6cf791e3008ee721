package io.evently.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One operation as the served document describes it.
 *
 * @param template path with the base of its server in front
 * @param parameters those of the path and of the query, resolved, in the order of the document
 * @param body the schema of its body; null when it takes none
 */
record ApiOperation(
        String id,
        String method,
        String template,
        List<JsonNode> parameters,
        @Nullable JsonNode body,
        @Nullable ObjectNode example) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** A place in a request for an id or something that serves as one: {@code where} is path, query or body. */
    record Slot(String where, String name) {}

    /** A request that can be sent. */
    record Request(String method, String path, @Nullable String body) {}

    static List<ApiOperation> all(JsonNode document) {
        List<ApiOperation> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> all.add(of(document, path.getKey(), path.getValue(), member))));
        return all;
    }

    private static ApiOperation of(
            JsonNode document, String path, JsonNode item, Map.Entry<String, JsonNode> operation) {
        JsonNode server = item.has("servers") ? item.get("servers") : document.path("servers");
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(item, operation.getValue())) {
            for (JsonNode parameter : owner.path("parameters")) {
                parameters.add(resolved(document, parameter));
            }
        }
        JsonNode json = operation.getValue().at("/requestBody/content/application~1json");
        return new ApiOperation(
                operation.getValue().path("operationId").asText(),
                operation.getKey().toUpperCase(Locale.ROOT),
                server.path(0).path("url").asText().replaceFirst("/$", "") + path,
                parameters,
                json.has("schema") ? resolved(document, json.get("schema")) : null,
                json.get("example") instanceof ObjectNode example ? example : null);
    }

    // The document nests a reference at most a few levels deep and never in a circle where requests are described.
    private static JsonNode resolved(JsonNode document, JsonNode node) {
        JsonNode target =
                node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
        JsonNode copy = target.deepCopy();
        for (JsonNode inner : List.of(copy.path("properties"), copy)) {
            if (inner instanceof ObjectNode members) {
                members.properties()
                        .forEach(member -> member.setValue(
                                member.getValue().isObject()
                                        ? resolved(document, member.getValue())
                                        : member.getValue()));
            }
        }
        return copy;
    }

    /** Where this operation is told whose or which thing is meant: ids by their format, and references. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            if (names(name, parameter.path("schema"))) {
                slots.add(new Slot(parameter.path("in").asText(), name));
            }
        }
        properties().forEach((name, schema) -> {
            if (names(name, schema)) {
                slots.add(new Slot("body", name));
            }
        });
        return slots;
    }

    Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        if (body != null) {
            body.path("properties").properties().forEach(member -> properties.put(member.getKey(), member.getValue()));
        }
        return properties;
    }

    /** A request with the given values in its slots; unknown ids elsewhere, and the example's other members. */
    Request request(Map<Slot, String> values) {
        Map<Slot, String> all = new HashMap<>();
        slots().forEach(slot -> all.put(slot, UUID.randomUUID().toString()));
        all.putAll(values);
        String path = template;
        StringBuilder query = new StringBuilder();
        ObjectNode sent = example == null ? null : example.deepCopy();
        for (Map.Entry<Slot, String> entry : all.entrySet()) {
            String name = entry.getKey().name();
            switch (entry.getKey().where()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(entry.getValue()));
                case "query" ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(name)
                            .append('=')
                            .append(encoded(entry.getValue()));
                case "body" -> {
                    if (sent != null) {
                        sent.put(name, entry.getValue());
                    }
                }
                default -> throw new IllegalStateException(id + " is told ids in the " + entry.getKey());
            }
        }
        return new Request(method, path + query, sent == null ? null : sent.toString());
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean names(String name, JsonNode schema) {
        return schema.path("format").asText().equals("uuid")
                || name.toLowerCase(Locale.ROOT).endsWith("reference")
                || name.toLowerCase(Locale.ROOT).matches("id|.*_id|.*[a-z]id");
    }

    @Override
    public String toString() {
        return id;
    }
}
