package io.evently.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A way to reach somebody. */
public enum ChannelName {
    WEBSOCKET,
    EMAIL,
    SMS,
    PUSH,
    /** For integrators only, never a person's choice. */
    WEBHOOK;

    /** The name on the wire and in the database. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of a {@link #code()}. */
    @JsonCreator
    public static ChannelName of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
