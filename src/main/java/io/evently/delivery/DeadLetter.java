package io.evently.delivery;

import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was given up.
 *
 * @param recipient an account, or an integrator's webhook
 * @param diedAt when it was given up
 */
public record DeadLetter(
        UUID notificationId,
        UUID recipient,
        String type,
        ChannelName channel,
        int attempts,
        @Nullable String lastError,
        Instant diedAt) {}
