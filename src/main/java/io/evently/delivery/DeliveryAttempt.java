package io.evently.delivery;

import io.evently.channel.ChannelName;
import java.time.Instant;

/**
 * One attempt, as the audit has it.
 *
 * @param address a digest
 * @param outcome {@code delivered}, {@code retry}, {@code gone} or {@code unreachable}
 */
public record DeliveryAttempt(ChannelName channel, String address, String outcome, String detail, Instant at) {}
