package io.evently.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evently.http.contract.Bounds;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a body for what must not reach the schema: texts and lists beyond their length, text that PostgreSQL cannot
 * store, numbers of absurd size. Such values are replaced by null, so that checking the rest is safe. Costs no more than
 * the body is long: the name of a place is only made where something is wrong, and after so many wrong places as a refusal
 * names it stops.
 */
final class BodyScan {
    // Far beyond any field of the document, and far below where arithmetic on a number starts to hurt.
    private static final int MOST_DIGITS = 64;

    private final Map<String, String> errors;

    /** @param errors what is wrong, by field; this adds to them */
    BodyScan(Map<String, String> errors) {
        this.errors = errors;
    }

    void scan(JsonNode body, Bounds bounds) {
        into(body, bounds, null);
    }

    private void into(JsonNode json, Bounds bounds, @Nullable Place outer) {
        if (json instanceof ObjectNode object) {
            members(object, bounds, new Place(outer));
        } else if (json instanceof ArrayNode array) {
            elements(array, bounds, new Place(outer));
        }
    }

    private void members(ObjectNode object, Bounds bounds, Place place) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            place.member = member.getKey();
            Bounds inner = bounds.member(member.getKey());
            if (isWrong(member.getValue(), inner, place)) {
                member.setValue(NullNode.getInstance());
            } else {
                into(member.getValue(), inner, place);
            }
            if (isFull()) {
                return;
            }
        }
    }

    private void elements(ArrayNode array, Bounds bounds, Place place) {
        Bounds inner = bounds.elements();
        for (int i = 0; i < array.size() && !isFull(); i++) {
            place.index = i;
            if (isWrong(array.get(i), inner, place)) {
                array.set(i, NullNode.getInstance());
            } else {
                into(array.get(i), inner, place);
            }
        }
    }

    private boolean isWrong(JsonNode value, Bounds bounds, Place place) {
        String wrong = wrong(value, bounds);
        if (wrong == null) {
            return false;
        }
        errors.putIfAbsent(place.toString(), wrong);
        return true;
    }

    private static @Nullable String wrong(JsonNode value, Bounds bounds) {
        if (value.isTextual()) {
            String wrong = bounds.wrongText(value.textValue());
            return wrong == null ? FieldErrors.wrongText(value.textValue()) : wrong;
        }
        if (value.isArray()) {
            return bounds.wrongCount(value.size());
        }
        if (value.isBigDecimal() || value.isBigInteger()) {
            BigDecimal number = value.decimalValue();
            return number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS
                    ? "is out of range"
                    : null;
        }
        return null;
    }

    private boolean isFull() {
        return errors.size() >= Problem.MOST_DETAILS;
    }

    /** A place in an object or array; it moves on while that is looked through. */
    private static final class Place {
        private final @Nullable Place outer;
        private @Nullable String member;
        private int index;

        Place(@Nullable Place outer) {
            this.outer = outer;
        }

        @Override
        public String toString() {
            String before = outer == null ? "" : outer.toString();
            String name = member;
            if (name == null) {
                return before + '[' + index + ']';
            }
            return before.isEmpty() ? Problem.shortened(name) : before + '.' + Problem.shortened(name);
        }
    }
}
