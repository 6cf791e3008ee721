package io.evently.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.ApiJson;
import io.evently.http.EntityTags;
import io.evently.http.Reply;
import io.evently.http.contract.Contract;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** A document about this API as JSON, rendered once. */
final class PublishedDocument {
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

    Reply reply(Optional<String> ifNoneMatch) {
        Reply reply = ifNoneMatch.filter(held -> EntityTags.matches(held, tag)).isPresent()
                ? Reply.empty(304)
                : Reply.of(200, json);
        return reply.header("ETag", tag).header("Cache-Control", "no-cache");
    }
}
