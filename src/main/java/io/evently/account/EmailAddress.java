package io.evently.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address in the one form in which accounts are compared: trimmed and lower-cased, at most 254 characters. */
public record EmailAddress(@JsonValue String text) {
    private static final int LONGEST = 254;

    // Possessive, so that hostile input costs no backtracking. Only what would surely not be an address is refused.
    private static final Pattern SHAPE = Pattern.compile("[^\\s@\\p{Cntrl}]++@[^\\s@\\p{Cntrl}]++");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmailAddress {
        text = text.strip().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /** The address, or nothing when the text is none. */
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
