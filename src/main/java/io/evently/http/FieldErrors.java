package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the schema validator found into one sentence per field. */
public final class FieldErrors {
    /** How errors of the body as a whole are named. */
    public static final String BODY = "body";

    private FieldErrors() {}

    /**
     * Adds what a validator found wrong, up to as many fields as a refusal names.
     *
     * @param skip leading path elements that are not part of the field's name
     */
    public static void add(List<Error> found, int skip, Map<String, String> errors) {
        for (Error error : found) {
            if (errors.size() >= Problem.MOST_DETAILS) {
                return;
            }
            errors.putIfAbsent(field(error, skip), sentence(error));
        }
    }

    /** What makes a text unfit to be stored or sent on, or null. */
    public static @Nullable String wrongText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "must not contain the character U+0000";
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return "must be well-formed Unicode text";
                }
                i++;
            }
        }
        return null;
    }

    private static String field(Error error, int skip) {
        StringBuilder name = new StringBuilder();
        NodePath path = error.getInstanceLocation();
        for (int i = skip; i < path.getNameCount(); i++) {
            if (path.getElement(i) instanceof Integer index) {
                name.append('[').append(index).append(']');
            } else {
                append(name, path.getName(i));
            }
        }
        if ("required".equals(error.getKeyword())) {
            append(name, error.getProperty());
        }
        return name.isEmpty() ? BODY : name.toString();
    }

    private static void append(StringBuilder name, String part) {
        if (!name.isEmpty()) {
            name.append('.');
        }
        name.append(part);
    }

    private static String sentence(Error error) {
        JsonNode limit = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> "is required";
            case "type" -> "must be " + types(limit);
            case "enum" -> "must be one of " + list(limit);
            case "const" -> "must be " + limit.asText();
            case "minimum" -> "must be at least " + limit.asText();
            case "maximum" -> "must be at most " + limit.asText();
            case "exclusiveMinimum" -> "must be greater than " + limit.asText();
            case "exclusiveMaximum" -> "must be less than " + limit.asText();
            case "multipleOf" -> "must be a multiple of " + limit.asText();
            case "minLength" -> "must have at least " + count(limit, "character");
            case "maxLength" -> "must have at most " + count(limit, "character");
            case "minItems" -> "must have at least " + count(limit, "element");
            case "maxItems" -> "must have at most " + count(limit, "element");
            case "minProperties" -> "must have at least " + count(limit, "member");
            case "uniqueItems" -> "must not repeat an element";
            case "pattern" -> "\\S".equals(limit.asText()) ? "must not be blank" : "must match " + limit.asText();
            case "format" -> format(limit.asText());
            default -> "is not valid";
        };
    }

    private static String format(String format) {
        return switch (format) {
            case "uuid" -> "must be a UUID";
            case "date-time" -> "must be a date and time as in RFC 3339, with an offset";
            case "email" -> "must be an e-mail address";
            default -> "must be a valid " + format;
        };
    }

    private static String types(JsonNode type) {
        if (!type.isArray()) {
            return withArticle(type.asText());
        }
        List<String> names = new ArrayList<>();
        type.forEach(name -> names.add(withArticle(name.asText())));
        return String.join(" or ", names);
    }

    private static String withArticle(String type) {
        return switch (type) {
            case "integer", "object", "array" -> "an " + type;
            case "null" -> "null";
            default -> "a " + type;
        };
    }

    private static String list(JsonNode values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(value.asText()));
        return String.join(", ", names);
    }

    private static String count(JsonNode limit, String what) {
        return limit.asText() + ' ' + what + (limit.asInt() == 1 ? "" : "s");
    }
}
