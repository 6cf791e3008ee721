package io.evently.delivery;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Asks for deliveries that were given up, the latest first.
 *
 * @param channel null for all
 * @param limit 1 or more
 * @param offset 0 or more
 */
@BusName("list-dead-letters/1")
public record ListDeadLetters(@Nullable ChannelName channel, int limit, int offset) implements BusMessage {}
