package io.evently.delivery;

import io.evently.channel.ChannelName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying a claimed delivery.
 *
 * @param state due, delivered, unreachable or dead
 * @param dueAt of the next attempt, when it is due
 * @param spent whether an attempt was made at all
 * @param wanted channels of which the next may be tried, in their order
 */
record DeliveryResult(
        ClaimedDelivery claimed,
        String state,
        Instant dueAt,
        @Nullable String error,
        boolean spent,
        List<ChannelName> wanted,
        List<Attempt> attempts) {}
