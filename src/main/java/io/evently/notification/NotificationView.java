package io.evently.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as its recipient sees it.
 *
 * @param recipient an account, or an integrator's webhook
 * @param data a JSON object: what the type carries beside title and message
 * @param readAt null while it is unread
 */
public record NotificationView(
        UUID id,
        UUID recipient,
        String type,
        String title,
        String message,
        @Nullable UUID eventId,
        String data,
        NotificationStatus status,
        Instant createdAt,
        @Nullable Instant readAt) {}
