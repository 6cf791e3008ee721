package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.contract.Contract;
import io.evently.http.contract.ContractOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Makes bodies of full length from the document that are meant to cost the most. */
public final class HostileBodies {
    /** Texts that are long in ways that patterns and formats may not like, as they stand in JSON, by what they are. */
    private static final Map<String, IntFunction<String>> TEXTS = new LinkedHashMap<>();

    static {
        TEXTS.put("letters", length -> "a".repeat(length));
        TEXTS.put("blanks", length -> " ".repeat(length));
        TEXTS.put("digits", length -> "1".repeat(length));
        TEXTS.put("letters and a line end", length -> "a".repeat(length - 4) + "\\nx");
        TEXTS.put("blanks and a line end", length -> " ".repeat(length - 4) + "\\nx");
        TEXTS.put("line ends", length -> "\\r\\n".repeat(length / 4));
        TEXTS.put("labels", length -> "a@a" + ".a".repeat(length / 2 - 2));
        TEXTS.put("hyphens", length -> "a@" + "a-".repeat(length / 2 - 2));
        TEXTS.put("many @", length -> "a@".repeat(length / 2));
        TEXTS.put("a phone number", length -> "+" + "1".repeat(length - 1));
        TEXTS.put("a URL", length -> "https://" + "a".repeat(length - 8));
        TEXTS.put("a URL of dots", length -> "https://" + "a.".repeat(length / 2 - 4));
        TEXTS.put("a date", length -> "2027-01-01T00:00:00." + "1".repeat(length - 20));
        TEXTS.put("an id", length -> "019c3a52-".repeat(length / 9));
        TEXTS.put("small letters and digits", length -> "a_1".repeat(length / 3));
        TEXTS.put("pairs of surrogates", length -> "\\ud83d\\ude00".repeat(length / 12));
        TEXTS.put("halves of pairs", length -> "\\ud83d".repeat(length / 6));
        TEXTS.put("U+0000", length -> "\\u0000".repeat(length / 6));
        TEXTS.put("controls", length -> "\\u0001".repeat(length / 6));
        TEXTS.put("accents", length -> "e\\u0301".repeat(length / 7));
    }

    private HostileBodies() {}

    /**
     * A body.
     *
     * @param what is hostile about it
     * @param refused whether it breaks the document for certain
     */
    public record HostileBody(String operationId, String what, String json, boolean refused) {
        @Override
        public String toString() {
            return operationId + ": " + what;
        }
    }

    /** All shapes for one operation, none longer than so many bytes. */
    public static List<HostileBody> of(ContractOperation operation, int bytes) {
        List<HostileBody> all = new ArrayList<>();
        shapes(bytes).forEach((what, json) -> all.add(new HostileBody(operation.id(), what, json, false)));
        JsonNode content = Contract.shared()
                .document()
                .at(DocumentedAnswers.operationPointer(operation.id()) + "/requestBody/content/application~1json");
        ObjectNode example = content.path("example").isObject()
                ? content.path("example").deepCopy()
                : JsonNodeFactory.instance.objectNode();
        fields(
                operation.id(),
                content.path("schema"),
                "",
                example,
                bytes - example.toString().length() - 100,
                all);
        return all;
    }

    /** Texts of a length in characters, as they stand in JSON, by what they are. */
    public static Map<String, IntFunction<String>> texts() {
        return TEXTS;
    }

    private static Map<String, String> shapes(int bytes) {
        Map<String, String> shapes = new LinkedHashMap<>();
        String longName = "k".repeat(bytes / 2 - 10);
        shapes.put("a long name and many wrong numbers", "{\"" + longName + "\":[" + many("1e99", bytes / 2) + "]}");
        shapes.put("a long name and many numbers", "{\"" + longName + "\":[" + many("0", bytes / 2) + "]}");
        shapes.put("a long name of controls", "{\"" + "\\u0001".repeat(bytes / 6 - 10) + "\":1e99}");
        shapes.put("many wrong members", members(bytes, i -> "a" + i, "1e99"));
        shapes.put("many members", members(bytes, i -> "a" + i, "0"));
        shapes.put("many members of one hash", members(bytes, HostileBodies::colliding, "1e99"));
        shapes.put("many objects", "{\"a\":[" + many("{}", bytes - 10) + "]}");
        shapes.put("many lists", "{\"a\":[" + many("[]", bytes - 10) + "]}");
        shapes.put("many objects with a wrong member", "{\"a\":[" + many("{\"a\":1e99}", bytes - 10) + "]}");
        shapes.put("as deep as may be", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}");
        shapes.put("deeper than may be", "[".repeat(bytes / 2) + "]".repeat(bytes / 2));
        shapes.put("objects deeper than may be", "{\"a\":".repeat(bytes / 6) + "1" + "}".repeat(bytes / 6));
        String deepNames = ("{\"" + "k".repeat(bytes / 40) + "\":").repeat(30);
        shapes.put("deep, with long names", deepNames + "[" + many("1e99", bytes / 5) + "]" + "}".repeat(30));
        shapes.put("a number of many digits", "{\"a\":" + "9".repeat(bytes - 10) + "}");
        shapes.put("numbers of many digits", "{\"a\":[" + many("9".repeat(999), bytes - 10) + "]}");
        shapes.put("numbers of large exponents", "{\"a\":[" + many("1e999999999", bytes - 10) + "]}");
        shapes.put("nothing but opening brackets", "[".repeat(bytes));
        shapes.put("one member many times", members(bytes, i -> "a", "0"));
        shapes.put("many texts", "[" + many("\"\"", bytes - 10) + "]");
        return shapes;
    }

    private static void fields(
            String operationId, JsonNode given, String path, ObjectNode example, int room, List<HostileBody> all) {
        JsonNode schema = resolve(given);
        String type = schema.path("type").asText();
        if (type.equals("object")) {
            schema.path("properties").properties().forEach(member -> {
                String inner = path + '/' + member.getKey();
                fields(operationId, member.getValue(), inner, example, room, all);
            });
        } else if (type.equals("array")) {
            Map<String, String> elements = new LinkedHashMap<>();
            elements.put("numbers", "0");
            elements.put("nothing", "null");
            elements.put("objects", "{}");
            elements.put("empty texts", "\"\"");
            elements.put("its own kind", element(resolve(schema.path("items"))));
            elements.forEach((what, element) ->
                    all.add(hostile(operationId, path, "a list of " + what, example, '[' + many(element, room) + ']')));
            StringBuilder colliding = new StringBuilder();
            for (int i = 0; colliding.length() < room - 40; i++) {
                colliding
                        .append(i == 0 ? "" : ",")
                        .append('"')
                        .append(colliding(i))
                        .append('"');
            }
            all.add(hostile(operationId, path, "a list of texts of one hash", example, "[" + colliding + "]"));
        } else if (type.equals("string")) {
            TEXTS.forEach((what, text) -> all.add(
                    hostile(operationId, path, "a text of " + what, example, '"' + text.apply(room - 50) + '"')));
        }
    }

    private static HostileBody hostile(String operationId, String path, String what, ObjectNode example, String value) {
        ObjectNode body = example.deepCopy();
        String[] names = path.substring(1).split("/", -1);
        ObjectNode place = body;
        for (int i = 0; i < names.length - 1; i++) {
            place = place.withObjectProperty(names[i]);
        }
        place.put(names[names.length - 1], "@@");
        return new HostileBody(
                operationId, path + " is " + what, body.toString().replace("\"@@\"", value), true);
    }

    private static String element(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(0).toString();
        }
        return schema.path("type").asText().equals("object") ? "{\"email\":\"a@b.example\",\"name\":\"A\"}" : "\"a\"";
    }

    private static String many(String element, int bytes) {
        int count = Math.max(1, bytes / (element.length() + 1));
        return (element + ',').repeat(count - 1) + element;
    }

    private static String members(int bytes, IntFunction<String> name, String value) {
        StringBuilder json = new StringBuilder(bytes).append('{');
        for (int i = 0; json.length() < bytes - 60; i++) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(name.apply(i))
                    .append("\":")
                    .append(value);
        }
        return json.append('}').toString();
    }

    // "b!" and "aB" have the same hash under the multiplier 33 of Jackson, "Aa" and "BB" under the 31 of String.
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            name.append((number >> bit & 1) == 0 ? "b!" : "aB");
        }
        return name.toString();
    }

    private static JsonNode resolve(JsonNode schema) {
        return schema.has("$ref")
                ? Contract.shared().document().at(schema.get("$ref").asText().substring(1))
                : schema;
    }
}
