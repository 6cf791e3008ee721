package io.evently.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.ApiJson;
import io.evently.http.EntityTags;
import io.evently.http.Reply;
import io.evently.http.contract.Contract;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** A document about this API as JSON, rendered once. */
final class PublishedDocument {
    /** A host name or address, and a port: what may stand in a document without being looked at twice. */
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.\\-]{1,253}(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}\\](?::[0-9]{1,5})?");

    private static final String WRITTEN_HOST = "\"host\" : \"localhost:3000\"";

    private final Buffer json;
    private final String version;
    private final String tag;

    private static final class OpenApi {
        private static final PublishedDocument INSTANCE =
                new PublishedDocument(Contract.shared().document());
    }

    private static final class AsyncApi {
        private static final PublishedDocument INSTANCE = new PublishedDocument(Contract.read("/asyncapi.yaml"));
    }

    private PublishedDocument(JsonNode document) {
        try {
            this.json = Buffer.buffer(
                    ApiJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot render the document", e);
        }
        this.version = document.at("/info/version").asText();
        this.tag = EntityTags.of(json.getBytes());
    }

    private PublishedDocument(String text, String version, String host) {
        this.json = Buffer.buffer(text.replace(WRITTEN_HOST, "\"host\" : \"" + host + '"'));
        this.version = version;
        this.tag = EntityTags.of(json.getBytes());
    }

    /** The document of the REST API. */
    static PublishedDocument openApi() {
        return OpenApi.INSTANCE;
    }

    /** The document of the sockets. Read when first asked for: not for an event loop. */
    static PublishedDocument asyncApi() {
        return AsyncApi.INSTANCE;
    }

    String version() {
        return version;
    }

    /** With the servers at the host that was asked: AsyncAPI knows no address relative to its document. */
    Reply reply(Optional<String> ifNoneMatch, Optional<String> host) {
        return host.filter(asked -> HOST.matcher(asked).matches())
                .map(asked -> new PublishedDocument(json.toString(StandardCharsets.UTF_8), version, asked))
                .orElse(this)
                .reply(ifNoneMatch);
    }

    Reply reply(Optional<String> ifNoneMatch) {
        Reply reply = ifNoneMatch.filter(held -> EntityTags.matches(held, tag)).isPresent()
                ? Reply.empty(304)
                : Reply.of(200, json);
        return reply.header("ETag", tag).header("Cache-Control", "no-cache");
    }
}
