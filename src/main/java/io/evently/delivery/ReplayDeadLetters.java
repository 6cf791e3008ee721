package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Retries deliveries that were given up, oldest first.
 *
 * @param notificationId null for all
 * @param channel null for all
 */
@BusName("replay-dead-letters/1")
public record ReplayDeadLetters(
        @Nullable UUID notificationId, @Nullable ChannelName channel) implements BusMessage {}
