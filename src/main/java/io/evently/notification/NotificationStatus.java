package io.evently.notification;

import java.util.Locale;

/** What became of a notification over all its channels. */
public enum NotificationStatus {
    /** Still to be tried, or tried again. */
    PENDING,
    /** At least one channel took it. */
    DELIVERED,
    /** No channel took it, and none will be tried any more. */
    FAILED;

    /** The name on the wire and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a {@link #code()}. */
    public static NotificationStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
