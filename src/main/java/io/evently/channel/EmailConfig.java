package io.evently.channel;

import io.evently.config.Range;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * How mail is handed to an SMTP server. What is needed to reach one is checked only when the channel is on.
 *
 * @param trustFile certificates in PEM that are trusted in place of the system's
 * @param username goes with {@code password}; needs TLS
 * @param from an address, or a name and an address in angle brackets
 * @param helo the name by which we greet servers; null: the domain of {@code from}
 * @param poolSize connections to the server, each with one mail at a time
 * @param timeout of one mail, from the wait for a connection to the server's yes
 */
public record EmailConfig(
        boolean enabled,
        @Nullable String host,
        int port,
        Security security,
        @Nullable String trustFile,
        @Nullable String username,
        @Nullable String password,
        @Nullable String from,
        @Nullable String helo,
        int poolSize,
        Duration timeout) {

    // RFC 5321, 4.1.1.1: a fully-qualified name, else an address literal.
    private static final Pattern HELO =
            Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+|\\[[0-9A-Za-z.:]+\\]");

    /** How the connection is protected. */
    public enum Security {
        NONE,
        /** Plain at first, then TLS or nothing. */
        STARTTLS,
        /** From the first byte, usually on port 465. */
        TLS
    }

    public EmailConfig {
        requireNonNull(security, "notification.email.security");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("notification.email.port must be 1 to 65535, was " + port);
        }
        Range.positive("notification.email.poolSize", poolSize);
        Range.between("notification.email.timeout", Channel.SHORTEST_ATTEMPT, Channel.LONGEST_ATTEMPT, timeout);
        if (helo != null && !HELO.matcher(helo).matches()) {
            throw new IllegalArgumentException(
                    "notification.email.helo must be a host name with a dot, or an address in brackets, was " + helo);
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "notification.email.username and notification.email.password must be given together.");
        }
        if (enabled) {
            host = Range.given("notification.email.host", host);
            from = Range.given("notification.email.from", from);
            if (MailName.parse(from).isEmpty()) {
                throw new IllegalArgumentException("notification.email.from has no e-mail address in it.");
            }
            if (trustFile != null && !Files.isReadable(Path.of(trustFile))) {
                throw new IllegalArgumentException("notification.email.trustFile cannot be read.");
            }
            if (security == Security.NONE && username != null) {
                throw new IllegalArgumentException(
                        "notification.email.security must be starttls or tls where there is a password.");
            }
        }
    }

    @Override
    public String toString() {
        return "EmailConfig[enabled=" + enabled + ", host=" + host + ", port=" + port + ", security=" + security
                + ", poolSize=" + poolSize + ", timeout=" + timeout + ", secrets masked]";
    }
}
