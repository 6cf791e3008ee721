package io.evently.channel;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mailbox as it may stand in an envelope and in a header: nothing in it can end a line or begin a second address.
 *
 * @param name may be empty
 */
record MailName(String email, String name) {
    private static final Pattern NAMED = Pattern.compile("([^<>]*)<([^<>]*)>");
    // Quoted local parts and such outside ASCII are left out: the client speaks no SMTPUTF8.
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_NAME = 100;

    /** Reads {@code Name <address>} or an address alone. */
    static Optional<MailName> parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        return named.matches() ? of(named.group(2).strip(), named.group(1).strip()) : of(text.strip(), "");
    }

    /** Empty when this is no address that plain SMTP can carry. */
    static Optional<MailName> of(String email, String name) {
        int at = email.lastIndexOf('@');
        if (at < 1
                || at > LONGEST_LOCAL
                || !LOCAL.matcher(email.substring(0, at)).matches()) {
            return Optional.empty();
        }
        String domain = ascii(email.substring(at + 1));
        return DOMAIN.matcher(domain).matches()
                ? Optional.of(new MailName(email.substring(0, at) + '@' + domain, PlainText.line(name, LONGEST_NAME)))
                : Optional.empty();
    }

    String domain() {
        return email.substring(email.indexOf('@') + 1);
    }

    /** As the value of From or To. */
    String header() {
        return name.isEmpty() ? email : HeaderText.phrase(name) + " <" + email + '>';
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
