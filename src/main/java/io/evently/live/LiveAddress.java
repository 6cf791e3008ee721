package io.evently.live;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that sockets may listen to.
 *
 * @param owner whose address it is; null when anyone may listen
 * @param event whose seats and news are sent there; null when it is no event's
 */
public record LiveAddress(
        String name, @Nullable UUID owner, @Nullable UUID event) {
    public static final String ALERTS = "system.alerts";

    public static final String EVENTS = "events.";
    public static final String USERS = "users.";
    // As the API writes ids: another spelling of the same id would be another address that nobody writes to.
    private static final Pattern OF_AN_ID =
            Pattern.compile("(events|users)\\.(" + "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    public static String ofEvent(UUID id) {
        return EVENTS + id;
    }

    public static String ofUser(UUID id) {
        return USERS + id;
    }

    /** Reads what a client sent; empty when there is no such address. */
    public static Optional<LiveAddress> parse(String text) {
        if (ALERTS.equals(text)) {
            return Optional.of(new LiveAddress(text, null, null));
        }
        Matcher matcher = OF_AN_ID.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        UUID id = UUID.fromString(matcher.group(2));
        return Optional.of(
                "users".equals(matcher.group(1)) ? new LiveAddress(text, id, null) : new LiveAddress(text, null, id));
    }
}
