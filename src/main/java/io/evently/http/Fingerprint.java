package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells two requests under one idempotency key apart. */
final class Fingerprint {
    private Fingerprint() {}

    static byte[] of(String method, String path, @Nullable JsonNode body) {
        StringBuilder text = new StringBuilder(method).append(' ').append(path).append('\n');
        if (body != null) {
            append(text, body);
        }
        return Sha256.digest().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder text, JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
            text.append('{');
            sorted.forEach((name, value) -> {
                text.append(name.length()).append(':').append(name).append('=');
                append(text, value);
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> {
                append(text, element);
                text.append(',');
            });
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros());
        } else {
            // The length in front keeps text from posing as structure.
            String value = node.asText();
            text.append(node.getNodeType()).append(value.length()).append(':').append(value);
        }
    }
}
