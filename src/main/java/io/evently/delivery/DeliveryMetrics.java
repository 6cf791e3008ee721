package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What deliveries report on this node. */
final class DeliveryMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter> attempts = new HashMap<>();
    private final Map<ChannelName, Timer> delays = new HashMap<>();

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void attempted(ChannelName channel, String outcome) {
        attempts.computeIfAbsent(
                        channel.code() + ' ' + outcome,
                        key -> Counter.builder("evently.notification.attempts")
                                .description("Attempts to deliver a notification, by what came of them")
                                .tag("channel", channel.code())
                                .tag("outcome", outcome)
                                .register(registry))
                .increment();
    }

    /** @param delay from what happened to its delivery */
    void delivered(ChannelName channel, Duration delay) {
        delays.computeIfAbsent(
                        channel,
                        name -> Timer.builder("evently.notification.delay")
                                .description("From what happened until it was delivered")
                                .tag("channel", name.code())
                                .publishPercentiles(0.5, 0.99)
                                .register(registry))
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }
}
