package io.evently.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A password as typed. Its text form never shows it. */
public record Password(@JsonValue String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Password {}

    @Override
    public String toString() {
        return "Password[…]";
    }
}
