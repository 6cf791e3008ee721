package io.evently.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of the document.
 *
 * @param where {@code path}, {@code query} or {@code header}
 * @param type JSON type of its schema
 * @param bounds how long it may be, checked before the schema is
 * @param fallback the schema's default
 */
public record ContractParameter(
        String name,
        String where,
        String type,
        Bounds bounds,
        @Nullable JsonNode fallback) {
    // Bounded lengths: what does not fit stays text, and the validator then names the type it wanted.
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?");

    /** The raw text as JSON of the parameter's type; text when it is not of that type. */
    public JsonNode toJson(String raw) {
        return switch (type) {
            case "integer" ->
                WHOLE.matcher(raw).matches() ? LongNode.valueOf(Long.parseLong(raw)) : TextNode.valueOf(raw);
            case "number" ->
                DECIMAL.matcher(raw).matches() ? DecimalNode.valueOf(new BigDecimal(raw)) : TextNode.valueOf(raw);
            case "boolean" ->
                "true".equals(raw) || "false".equals(raw)
                        ? BooleanNode.valueOf(Boolean.parseBoolean(raw))
                        : TextNode.valueOf(raw);
            default -> TextNode.valueOf(raw);
        };
    }
}
