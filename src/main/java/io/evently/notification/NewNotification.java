package io.evently.notification;

import io.evently.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification before it is stored.
 *
 * @param recipient an account or a webhook
 * @param outboxId the row that it comes from; a second one for the same row and recipient is the same
 * @param channels tried at once, none waiting for the other
 */
record NewNotification(
        UUID id,
        UUID recipient,
        String type,
        String title,
        String message,
        @Nullable UUID eventId,
        long outboxId,
        JsonObject data,
        List<ChannelName> channels,
        Instant at) {}
