package io.evently.delivery;

import io.evently.channel.ChannelName;
import java.time.Duration;
import java.util.List;

/** Settings for tests of this package: three failures, then rests from five seconds on. */
final class SomeDelivery {

    private SomeDelivery() {}

    static DeliveryConfig config(int emailsAtOnce) {
        return config(emailsAtOnce, Duration.ofMinutes(10));
    }

    static DeliveryConfig config(int emailsAtOnce, Duration lease) {
        return new DeliveryConfig(
                200,
                Duration.ofSeconds(1),
                lease,
                8,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                20,
                Duration.ofSeconds(5),
                3,
                Duration.ofDays(3),
                1,
                emailsAtOnce,
                1,
                1,
                1,
                1,
                1,
                List.of(ChannelName.EMAIL),
                1,
                List.of(),
                Duration.ofDays(1));
    }
}
