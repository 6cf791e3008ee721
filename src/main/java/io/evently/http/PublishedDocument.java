package io.evently.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** The OpenAPI document as JSON, rendered once. */
final class PublishedDocument {
    private final Buffer json;
    private final String version;
    private final String tag;

    private static final class Shared {
        private static final PublishedDocument INSTANCE =
                new PublishedDocument(Contract.shared().document());
    }

    private PublishedDocument(JsonNode document) {
        try {
            this.json = Buffer.buffer(
                    ApiJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot render the OpenAPI document", e);
        }
        this.version = document.at("/info/version").asText();
        this.tag = EntityTags.of(json.getBytes());
    }

    static PublishedDocument shared() {
        return Shared.INSTANCE;
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
