package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.evently.http.contract.ContractOperation;
import io.evently.http.contract.ContractParameter;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks one request against its operation; everything that is wrong is collected before the request is refused. */
public final class RequestCheck {
    private final ContractOperation operation;
    private final Map<String, String> errors = new LinkedHashMap<>();

    public RequestCheck(ContractOperation operation) {
        this.operation = operation;
    }

    /** The parameters as JSON, with defaults, below {@code path}, {@code query} and {@code header}. */
    public ObjectNode parameters(RequestView request, List<String> pathValues) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ObjectNode path = values.putObject("path");
        ObjectNode query = values.putObject("query");
        ObjectNode header = values.putObject("header");
        if (operation.parameters().isEmpty()) {
            return values;
        }
        List<String> pathNames = operation.pathNames();
        MultiMap sent = query(request);
        for (ContractParameter parameter : operation.parameters()) {
            switch (parameter.where()) {
                case "path" -> put(path, parameter, pathValues.get(pathNames.indexOf(parameter.name())));
                case "query" -> put(query, parameter, only(parameter, sent));
                default -> put(header, parameter, request.header(parameter.name()));
            }
        }
        FieldErrors.add(operation.parameterSchema().validate(values), 1, errors);
        return values;
    }

    /** Checks a body; null stands for none. */
    public void body(@Nullable JsonNode body) {
        Schema schema = operation.bodySchema();
        if (schema == null) {
            return;
        }
        if (body == null) {
            if (operation.bodyRequired()) {
                errors.put(FieldErrors.BODY, "is required");
            }
            return;
        }
        JsonBody.sanitize(body, errors);
        FieldErrors.add(schema.validate(body), 0, errors);
    }

    /**
     * Ends the check.
     *
     * @throws RefusedException 400 {@code VALIDATION_ERROR} with one entry per field, when anything was wrong
     */
    public void finish() {
        if (!errors.isEmpty()) {
            throw new RefusedException(Problem.validation(errors));
        }
    }

    private void put(ObjectNode place, ContractParameter parameter, @Nullable String raw) {
        if (raw == null) {
            if (parameter.fallback() != null) {
                place.set(parameter.name(), parameter.fallback());
            }
            return;
        }
        String wrong = FieldErrors.wrongText(raw);
        if (wrong == null) {
            place.set(parameter.name(), parameter.toJson(raw));
        } else {
            errors.put(parameter.name(), wrong);
        }
    }

    private static MultiMap query(RequestView request) {
        try {
            return request.queryParameters();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Problem.validation("query", "has a broken percent escape"));
        }
    }

    private @Nullable String only(ContractParameter parameter, MultiMap sent) {
        List<String> all = sent.getAll(parameter.name());
        if (all.size() > 1) {
            errors.put(parameter.name(), "must be given once");
        }
        return all.isEmpty() ? null : all.get(0);
    }
}
