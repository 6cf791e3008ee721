package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.account.Caller;
import io.evently.http.contract.ContractOperation;
import io.evently.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request that passed authentication and validation. Parameters are named as in the document; asking for one that
 * the document does not have is a bug and throws. Belongs to one event loop.
 */
public final class Call {
    private final RequestView request;
    private final ContractOperation operation;
    private final ObjectNode parameters;
    private final @Nullable JsonNode body;
    private final @Nullable Caller caller;
    private final String clientAddress;

    public Call(
            RequestView request,
            ContractOperation operation,
            ObjectNode parameters,
            @Nullable JsonNode body,
            @Nullable Caller caller,
            String clientAddress) {
        this.request = request;
        this.operation = operation;
        this.parameters = parameters;
        this.body = body;
        this.caller = caller;
        this.clientAddress = clientAddress;
    }

    /** Who calls; only for operations whose security demands a token. */
    public Caller caller() {
        return optionalCaller()
                .orElseThrow(() -> new IllegalStateException(operation.id() + " does not demand a caller"));
    }

    public Optional<Caller> optionalCaller() {
        return Optional.ofNullable(caller);
    }

    public String path(String name) {
        return required("path", name).asText();
    }

    public UUID pathId(String name) {
        return UUID.fromString(path(name));
    }

    public Optional<String> query(String name) {
        return optional("query", name).map(JsonNode::asText).map(Text::composed);
    }

    /** A whole number of the query, or its default of the document. */
    public int queryInt(String name) {
        return required("query", name).intValue();
    }

    public Optional<Instant> queryInstant(String name) {
        return query(name).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    public Optional<BigDecimal> queryDecimal(String name) {
        return optional("query", name).map(JsonNode::decimalValue);
    }

    public Optional<Boolean> queryFlag(String name) {
        return optional("query", name).map(JsonNode::booleanValue);
    }

    /** A parameter of the query as it was checked; empty where the document has none of that name, or it was not sent. */
    public Optional<JsonNode> parameter(String name) {
        return optional("query", name);
    }

    /** The parameters {@code limit} and {@code offset}. */
    public Page page() {
        return new Page(queryInt("limit"), queryInt("offset"));
    }

    /** RFC 8288 links to the neighbouring pages of a list with so many rows in all; empty when there is one page. */
    public Optional<String> links(long total) {
        return PageLinks.of(request.path(), request.query(), page(), total);
    }

    /** The body as a record; only for operations whose document demands a body. */
    public <T> T body(Class<T> type) {
        return optionalBody(type)
                .orElseThrow(() -> new IllegalStateException(operation.id() + " does not demand a body"));
    }

    public <T> Optional<T> optionalBody(Class<T> type) {
        return Optional.ofNullable(body).map(json -> ApiJson.bind(json, type));
    }

    /** Any request header; where it repeats, the first. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.header(name));
    }

    /** SHA-256 over method, path and body, alike for bodies that differ only in layout and in order of members. */
    public byte[] fingerprint() {
        return Fingerprint.of(request.method().name(), request.path(), body);
    }

    /** The client's IP address; a proxy's word for it counts only when that proxy is trusted. */
    public String clientAddress() {
        return clientAddress;
    }

    private JsonNode required(String where, String name) {
        return optional(where, name)
                .orElseThrow(() -> new IllegalStateException(
                        operation.id() + " has no value for " + where + " parameter " + name));
    }

    private Optional<JsonNode> optional(String where, String name) {
        return Optional.ofNullable(parameters.path(where).get(name));
    }
}
