package io.evently.bench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the operations stand in the document. */
final class Pointers {
    private static final Map<String, String> FOUND = new ConcurrentHashMap<>();

    private Pointers() {}

    /** A JSON pointer. */
    static String of(ContractOperation operation) {
        return FOUND.computeIfAbsent(operation.id(), Pointers::find);
    }

    private static String find(String operationId) {
        for (Map.Entry<String, JsonNode> path :
                Contract.shared().document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (method.getValue().path("operationId").asText().equals(operationId)) {
                    return "/paths/" + path.getKey().replace("~", "~0").replace("/", "~1") + '/' + method.getKey();
                }
            }
        }
        throw new IllegalArgumentException("The document has no operation " + operationId);
    }
}
