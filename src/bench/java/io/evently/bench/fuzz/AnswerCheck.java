package io.evently.bench.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.PathTree;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares an answer with what the document says of it. Safe for all threads. */
final class AnswerCheck {
    private static final int LONGEST_REFUSAL = 65_536;
    private static final int FIRST_REFUSAL = 400;
    private static final int UNAVAILABLE = 503;
    // Any path can give these; the document says so once, in its introduction.
    private static final Set<Integer> EVERYWHERE = Set.of(404, 405, 414, 431);
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerCheck() {}

    /** What is wrong with an answer. */
    static Optional<String> wrong(FuzzRequest request, FuzzConnection.Answer answer) {
        int status = answer.status();
        if (status >= 500 && status != UNAVAILABLE) {
            return Optional.of("status " + status);
        }
        if (status >= FIRST_REFUSAL && answer.body().length() > LONGEST_REFUSAL) {
            return Optional.of("a refusal of " + answer.body().length() + " bytes");
        }
        if (!answer.headers().containsKey("x-trace-id")) {
            return Optional.of("no X-Trace-Id");
        }
        JsonNode document = Contract.shared().document();
        String pointer = Pointers.of(asked(request)) + "/responses/" + status;
        JsonNode response = document.at(pointer);
        if (response.isMissingNode()) {
            return EVERYWHERE.contains(status)
                    ? Optional.empty()
                    : Optional.of("status " + status + " is not documented");
        }
        if (response.has("$ref")) {
            pointer = response.get("$ref").asText().substring(1);
            response = document.at(pointer);
        }
        String type = answer.header("content-type").split(";", 2)[0].strip();
        if (answer.body().length() == 0 || !response.has("content")) {
            return Optional.empty();
        }
        if (!response.get("content").has(type)) {
            return Optional.of(status + " of the type '" + type + "' is not documented");
        }
        return type.endsWith("json")
                ? invalid(pointer + "/content/" + type.replace("/", "~1") + "/schema", answer)
                : Optional.empty();
    }

    // The one that the path names: a parameter at its end may have come out empty, which leaves the path of another.
    private static ContractOperation asked(FuzzRequest request) {
        String path = request.target().split("\\?", 2)[0];
        return Contract.shared()
                .find(HttpMethod.valueOf(request.method()), PathTree.segments(path))
                .map(PathTree.Match::operation)
                .orElseGet(() -> Contract.shared().operation(request.operationId()));
    }

    private static Optional<String> invalid(String pointer, FuzzConnection.Answer answer) {
        try {
            List<Error> errors = Contract.shared()
                    .schema(pointer.replace("{", "%7B").replace("}", "%7D"))
                    .validate(JSON.readTree(answer.body().getBytes()));
            return errors.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the body of " + answer.status() + " is not as documented: " + errors.get(0));
        } catch (IOException e) {
            return Optional.of("the body of " + answer.status() + " is not JSON");
        }
    }
}
