package io.evently.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form in which accounts are compared and mail is sent: trimmed, lower-cased, its domain in
 * ASCII, at most 254 characters. {@link #parse} is the grammar; the constructor also takes what older releases let in.
 */
public record EmailAddress(@JsonValue String text) {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final String SIGNS = "!#$%&'*+/=?^_`{|}~-";

    // Possessive, so that hostile input costs no backtracking. Only what would surely not be an address is refused.
    private static final Pattern SHAPE = Pattern.compile("[^\\s@\\p{Cntrl}]++@[^\\s@\\p{Cntrl}]++");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmailAddress {
        text = text.strip().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /**
     * The address, or nothing when mail could not be sent there: before the {@code @} letters, digits and signs of ASCII with
     * single dots between them, after it a domain of two labels or more, in any script, that is no number.
     */
    public static Optional<EmailAddress> parse(String given) {
        if (given.length() > 2 * LONGEST) {
            return Optional.empty();
        }
        String text = given.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || !isLocal(text, at)) {
            return Optional.empty();
        }
        String domain = ascii(text.substring(at + 1));
        return isDomain(domain) && at + 1 + domain.length() <= LONGEST
                ? Optional.of(new EmailAddress(text.substring(0, at) + '@' + domain))
                : Optional.empty();
    }

    // By hand, like the rest: a pattern would look at hostile text with a stack or again and again.
    private static boolean isLocal(String text, int end) {
        boolean dotAllowed = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' ? !dotAllowed : !isAlphanumeric(c) && SIGNS.indexOf(c) < 0) {
                return false;
            }
            dotAllowed = c != '.';
        }
        return dotAllowed;
    }

    private static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        String last = labels[labels.length - 1];
        return labels.length > 1 && !last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST_LABEL
                && label.chars().allMatch(c -> isAlphanumeric((char) c) || c == '-')
                && !label.startsWith("-")
                && !label.endsWith("-");
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String ascii(String domain) {
        if (domain.chars().allMatch(c -> c < 0x80)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The part after the {@code @}. */
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
