package io.evently.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.evently.text.Text;

/**
 * A password as typed. Its text form never shows it.
 *
 * @param text as it was sent; compared and hashed is {@link #composed}
 */
public record Password(@JsonValue String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Password {}

    /** The form that is the same for all keyboards. */
    public String composed() {
        return Text.composed(text);
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
