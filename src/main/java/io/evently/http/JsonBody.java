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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Strict JSON: no duplicate members, nothing after the end, 32 levels, exact decimals. */
public final class JsonBody {
    private static final Logger log = LoggerFactory.getLogger(JsonBody.class);
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 1_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    // The table of known names is shared by all requests, and names of equal hash break it for the
                    // others.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            log.warn("The parser gave up on a request body: {}", e.toString());
            throw new RefusedException(Problem.malformedJson("The request body cannot be read"));
        }
    }

    // Jackson guesses at UTF-16 and takes overlong sequences, where a filter in front would see other characters.
    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        // Some clients write one. RFC 8259 lets a reader overlook it.
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
