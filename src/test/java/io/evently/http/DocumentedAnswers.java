package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import io.evently.http.contract.Contract;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares answers with what the document says about them. */
public final class DocumentedAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Refusals that any path can give; the document describes them once, in its introduction. */
    private static final Set<Integer> EVERYWHERE = Set.of(404, 405, 414, 431);

    private DocumentedAnswers() {}

    /**
     * What differs from the document; empty when nothing does.
     *
     * @param path without query
     * @param contentType as in the answer, or empty
     */
    public static List<String> differences(String method, String path, int status, String contentType, byte[] body) {
        var match = Contract.shared().find(HttpMethod.valueOf(method), RequestPath.segments(path));
        if (match.isEmpty()) {
            return EVERYWHERE.contains(status)
                    ? invalid("/components/schemas/ErrorAnswer", status, body)
                    : List.of("No operation for " + method + ' ' + path + ", but status " + status);
        }
        String id = match.get().operation().id();
        JsonNode document = Contract.shared().document();
        String pointer = operationPointer(id) + "/responses/" + status;
        JsonNode response = document.at(pointer);
        if (response.isMissingNode()) {
            return List.of(id + " does not document status " + status);
        }
        if (response.has("$ref")) {
            pointer = response.get("$ref").asText().substring(1);
            response = document.at(pointer);
        }
        if (!response.has("content")) {
            return body.length == 0 ? List.of() : List.of(id + ' ' + status + " should have no body");
        }
        String type = contentType.split(";", 2)[0].strip();
        if (!response.get("content").has(type)) {
            return List.of(id + ' ' + status + " does not document the type '" + type + "'");
        }
        return type.endsWith("json")
                ? invalid(pointer + "/content/" + type.replace("/", "~1") + "/schema", status, body)
                : List.of();
    }

    /** The JSON pointer of an operation in the document. */
    static String operationPointer(String operationId) {
        for (var path : Contract.shared().document().path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (method.getValue().path("operationId").asText().equals(operationId)) {
                    return "/paths/" + path.getKey().replace("/", "~1") + '/' + method.getKey();
                }
            }
        }
        throw new IllegalArgumentException("No operation " + operationId);
    }

    private static List<String> invalid(String pointer, int status, byte[] body) {
        Schema schema = Contract.shared().schema(pointer.replace("{", "%7B").replace("}", "%7D"));
        List<String> wrong = new ArrayList<>();
        try {
            schema.validate(JSON.readTree(body)).forEach(error -> wrong.add(status + " at " + error));
        } catch (IOException e) {
            wrong.add(status + " is not JSON: " + e.getMessage());
        }
        return wrong;
    }
}
