package io.evently.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a successful answer, in the order in which they are named; starts with {@code "success": true}. */
public final class Envelope {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    private Envelope() {
        members.put("success", true);
    }

    public static Envelope success() {
        return new Envelope();
    }

    public static Envelope data(Object data) {
        return success().and("data", data);
    }

    /** One more member; null is written as {@code null}. */
    public Envelope and(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    @JsonValue
    public Map<String, @Nullable Object> asMap() {
        return members;
    }
}
