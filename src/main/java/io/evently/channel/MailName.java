package io.evently.channel;

import io.evently.account.EmailAddress;
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
    private static final int LONGEST_NAME = 100;

    /** Reads {@code Name <address>} or an address alone. */
    static Optional<MailName> parse(String text) {
        Matcher named = NAMED.matcher(text.strip());
        return named.matches() ? of(named.group(2).strip(), named.group(1).strip()) : of(text.strip(), "");
    }

    /** Empty when this is no address that mail can be sent to, by the grammar of sign-up. */
    static Optional<MailName> of(String email, String name) {
        return EmailAddress.parse(email)
                .map(address -> new MailName(address.text(), PlainText.line(name, LONGEST_NAME)));
    }

    String domain() {
        return email.substring(email.indexOf('@') + 1);
    }

    /** As the value of a header. */
    String header(String header) {
        return name.isEmpty() ? email : HeaderText.mailbox(header, name, email);
    }
}
