package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Makes one schema of all parameters of an operation, so that all that is wrong is found in one go. */
final class ParameterSchema {

    /**
     * A parameter and its schema.
     *
     * @param schema the parameter's schema, with a reference followed
     */
    public record Parameter(JsonNode value, JsonNode schema) {}

    private ParameterSchema() {}

    /** A schema for {@code {"path": {…}, "query": {…}, "header": {…}}}. */
    public static ObjectNode of(List<Parameter> parameters) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode places = schema.putObject("properties");
        for (String where : List.of("path", "query", "header")) {
            ObjectNode place = places.putObject(where).put("type", "object");
            ObjectNode properties = place.putObject("properties");
            var required = place.putArray("required");
            for (Parameter parameter : parameters) {
                if (parameter.value().path("in").asText().equals(where)) {
                    String name = parameter.value().path("name").asText();
                    properties.set(name, parameter.schema());
                    if (parameter.value().path("required").asBoolean()) {
                        required.add(name);
                    }
                }
            }
        }
        return schema;
    }
}
