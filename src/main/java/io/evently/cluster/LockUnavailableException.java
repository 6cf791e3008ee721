package io.evently.cluster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The event could not be had: its owner took longer than the caller's patience, or the cluster cannot say who owns it. */
public final class LockUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockUnavailableException(UUID eventId, String why, @Nullable Throwable cause) {
        // An expected answer under load, asked for by the thousand: it carries no stack trace.
        super("no lock for event " + eventId + ": " + why, cause, false, false);
    }
}
