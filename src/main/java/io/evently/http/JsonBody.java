package io.evently.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Strict JSON: no duplicate members, nothing after the end, 32 levels, exact decimals. */
public final class JsonBody {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 1_000;
    // Far beyond any field of the document, and far below where arithmetic on a number starts to hurt.
    private static final int MOST_DIGITS = 64;

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonBody() {}

    /**
     * Reads a body.
     *
     * @throws RefusedException 400 {@code MALFORMED_JSON}
     */
    public static JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = STRICT.readTree(text(bytes));
            if (json.isMissingNode()) {
                throw new RefusedException(Problem.malformedJson("The request body is empty"));
            }
            return json;
        } catch (CharacterCodingException e) {
            throw new RefusedException(Problem.malformedJson("The request body is not UTF-8"));
        } catch (JsonProcessingException e) {
            throw new RefusedException(Problem.malformedJson("The request body is not valid JSON" + at(e)));
        } catch (NumberFormatException e) {
            // Jackson lets this through for an exponent beyond the range of int.
            throw new RefusedException(Problem.malformedJson("The request body holds a number that is out of range"));
        }
    }

    // Jackson guesses at UTF-16 and takes overlong sequences, where a filter in front would see other characters.
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /**
     * Finds what no schema can refuse: text that PostgreSQL cannot store, numbers of absurd size. Such values are
     * replaced by null, so that checking the rest is safe.
     */
    static void sanitize(JsonNode json, Map<String, String> errors) {
        sanitize(json, "", errors);
    }

    private static void sanitize(JsonNode json, String path, Map<String, String> errors) {
        if (json instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                String inner = path.isEmpty() ? member.getKey() : path + '.' + member.getKey();
                if (isWrong(member.getValue(), inner, errors)) {
                    member.setValue(NullNode.getInstance());
                } else {
                    sanitize(member.getValue(), inner, errors);
                }
            });
        } else if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String inner = path + '[' + i + ']';
                if (isWrong(array.get(i), inner, errors)) {
                    array.set(i, NullNode.getInstance());
                } else {
                    sanitize(array.get(i), inner, errors);
                }
            }
        }
    }

    private static boolean isWrong(JsonNode value, String path, Map<String, String> errors) {
        if (value.isTextual()) {
            String wrong = FieldErrors.wrongText(value.textValue());
            if (wrong != null) {
                errors.putIfAbsent(path, wrong);
                return true;
            }
        } else if (value.isBigDecimal() || value.isBigInteger()) {
            BigDecimal number = value.decimalValue();
            if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
                errors.putIfAbsent(path, "is out of range");
                return true;
            }
        }
        return false;
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
