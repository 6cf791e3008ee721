package io.evently.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an integrator's endpoint does. */
public enum WebhookState {
    ACTIVE,
    /** Its last attempts failed. */
    FAILING,
    /** Switched off: nothing is sent there. */
    DISABLED;

    /** The name on the wire. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a {@link #code()}. */
    @JsonCreator
    public static WebhookState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
