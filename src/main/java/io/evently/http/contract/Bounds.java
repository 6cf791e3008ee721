package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the texts and lists of a value may be, taken from its schema. They are looked at before anything else: patterns,
 * formats and comparisons of elements then never see more than the document allows. Immutable.
 */
public final class Bounds {
    /** No bounds: what no schema describes is never looked into either. */
    public static final Bounds NONE = new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of(), null);

    private final int longestText;
    private final int mostElements;
    private final Map<String, Bounds> members;
    private final @Nullable Bounds elements;

    private Bounds(int longestText, int mostElements, Map<String, Bounds> members, @Nullable Bounds elements) {
        this.longestText = longestText;
        this.mostElements = mostElements;
        this.members = members;
        this.elements = elements;
    }

    /**
     * Reads them out of a schema that does not contain itself.
     *
     * @param document where references lead to
     */
    static Bounds of(JsonNode document, JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
        Map<String, Bounds> members = new LinkedHashMap<>();
        resolved.path("properties")
                .properties()
                .forEach(member -> members.put(member.getKey(), of(document, member.getValue())));
        return new Bounds(
                resolved.path("maxLength").asInt(Integer.MAX_VALUE),
                resolved.path("maxItems").asInt(Integer.MAX_VALUE),
                Map.copyOf(members),
                resolved.has("items") ? of(document, resolved.get("items")) : null);
    }

    public Bounds member(String name) {
        return members.getOrDefault(name, NONE);
    }

    public Bounds elements() {
        return elements == null ? NONE : elements;
    }

    /** What is wrong with the length of a text, or null. */
    public @Nullable String wrongText(String text) {
        // Characters are counted as the schema counts them: one beyond the first plane is one, not two.
        return text.length() > longestText && text.codePointCount(0, text.length()) > longestText
                ? "must have at most " + count(longestText, "character")
                : null;
    }

    /** What is wrong with the number of elements, or null. */
    public @Nullable String wrongCount(int count) {
        return count > mostElements ? "must have at most " + count(mostElements, "element") : null;
    }

    private static String count(int limit, String what) {
        return limit + " " + what + (limit == 1 ? "" : "s");
    }
}
