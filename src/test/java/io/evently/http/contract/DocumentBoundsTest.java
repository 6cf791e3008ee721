package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.evently.http.HostileBodies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The documents")
class DocumentBoundsTest {
    private static final int HOSTILE_LENGTH = 4_000;
    // A pattern may look at each character a few times, but not at each as often as there are others.
    private static final long MOST_LOOKS = 20L * HOSTILE_LENGTH;
    private static final Set<String> BOUNDED_FORMATS = Set.of("uuid", "date-time");

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/asyncapi.yaml"})
    @DisplayName("say of every list how long it may be")
    void lists(String resource) {
        List<String> unbounded = new ArrayList<>();
        each(Contract.read(resource), "", (node, path) -> {
            boolean list = node.path("type").asText().equals("array")
                    || (node.path("type").isArray()
                            && node.path("type").toString().contains("\"array\""));
            if (list && !node.has("maxItems")) {
                unbounded.add(path);
            }
        });
        assertThat(unbounded).isEmpty();
    }

    @Test
    @DisplayName("say of every text of a request how long it may be")
    void texts() {
        JsonNode document = Contract.shared().document();
        List<String> unbounded = new ArrayList<>();
        BiConsumer<JsonNode, String> check = (schema, path) -> {
            if (schema.path("type").asText().equals("string")
                    && !schema.has("maxLength")
                    && !schema.has("enum")
                    && !BOUNDED_FORMATS.contains(schema.path("format").asText())) {
                unbounded.add(path);
            }
        };
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String name = method.getKey() + ' ' + path.getKey();
                    request(
                            document,
                            method.getValue().at("/requestBody/content/application~1json/schema"),
                            name,
                            check);
                    for (JsonNode owner : List.of(path.getValue(), method.getValue())) {
                        owner.path("parameters")
                                .forEach(parameter -> request(
                                        document, resolve(document, parameter).path("schema"), name, check));
                    }
                }));
        assertThat(unbounded).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/asyncapi.yaml"})
    @DisplayName("have only patterns that look at a text in one go, whatever it is")
    void patterns(String resource) {
        Set<String> patterns = new LinkedHashSet<>();
        each(Contract.read(resource), "", (node, path) -> {
            if (node.path("pattern").isTextual()) {
                patterns.add(node.get("pattern").textValue());
            }
        });
        assertThat(patterns).isNotEmpty();
        List<String> dear = new ArrayList<>();
        for (String pattern : patterns) {
            Pattern compiled = Pattern.compile(pattern);
            HostileBodies.texts().forEach((what, shape) -> {
                Looks looks = new Looks(plain(shape.apply(HOSTILE_LENGTH)));
                boolean found = compiled.matcher(looks).find();
                if (looks.count > MOST_LOOKS) {
                    dear.add(pattern + " looks " + looks.count + " times at " + what + (found ? "" : ", in vain"));
                }
            });
        }
        assertThat(dear).isEmpty();
    }

    @Test
    @DisplayName("have only formats that long texts cannot break")
    void formats() {
        ContractFormats.ALL.forEach(format -> HostileBodies.texts().values().forEach(shape -> {
            assertThat(format.matches(null, plain(shape.apply(60_000))))
                    .as(format.getName())
                    .isFalse();
        }));
    }

    private static String plain(String json) {
        return json.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\u0000", "\u0000")
                .replace("\\u0001", "\u0001")
                .replace("\\u0301", "\u0301")
                .replace("\\ud83d", "\ud83d")
                .replace("\\ude00", "\ude00");
    }

    private static void request(JsonNode document, JsonNode given, String path, BiConsumer<JsonNode, String> visitor) {
        JsonNode schema = resolve(document, given);
        visitor.accept(schema, path);
        schema.path("properties")
                .properties()
                .forEach(member -> request(document, member.getValue(), path + '.' + member.getKey(), visitor));
        if (schema.has("items")) {
            request(document, schema.get("items"), path + "[]", visitor);
        }
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static void each(JsonNode node, String path, BiConsumer<JsonNode, String> visitor) {
        if (node.isObject()) {
            visitor.accept(node, path);
            node.properties().forEach(member -> each(member.getValue(), path + '/' + member.getKey(), visitor));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                each(node.get(i), path + '/' + i, visitor);
            }
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Looks implements CharSequence {
        private final String text;
        private long count;

        Looks(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            count++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
