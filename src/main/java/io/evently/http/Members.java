package io.evently.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a successful answer, in the order in which they are named; starts with {@code "success": true}. */
final class Members {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Members() {
        members.put("success", true);
    }

    static Members success() {
        return new Members();
    }

    static Members data(Object data) {
        return success().and("data", data);
    }

    Members and(String name, Object value) {
        members.put(name, value);
        return this;
    }

    @JsonValue
    Map<String, Object> asMap() {
        return members;
    }
}
