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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks one request against its operation; everything that is wrong is collected before the request is refused. */
public final class RequestCheck {
    private static final Logger log = LoggerFactory.getLogger(RequestCheck.class);

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
        validate(operation.parameterSchema(), values, 1);
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
        new BodyScan(errors).scan(body, operation.bodyBounds());
        if (errors.size() < Problem.MOST_DETAILS) {
            validate(schema, body, 0);
        }
    }

    // Whatever a client sends, it is the client's mistake when the validator cannot cope with it.
    private void validate(Schema schema, JsonNode value, int skip) {
        try {
            FieldErrors.add(schema.validate(value), skip, errors);
        } catch (RuntimeException | StackOverflowError e) {
            log.warn("The validator gave up on {}: {}", operation.id(), e.toString());
            errors.putIfAbsent(FieldErrors.BODY, "cannot be checked");
        }
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
            wrong = parameter.bounds().wrongText(raw);
        }
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
