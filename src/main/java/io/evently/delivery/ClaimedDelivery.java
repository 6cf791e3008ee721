package io.evently.delivery;

import io.evently.channel.Message;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this node tries.
 *
 * @param attempts this attempt included; tells a late result from a current one
 * @param returned whether it was claimed before and went back without an attempt
 * @param firstDueAt when it was due for the first time
 * @param failover whether another channel is worth trying when this one reaches nobody
 * @param reached digests of addresses where the message arrived earlier
 */
record ClaimedDelivery(
        Message message,
        UUID recipient,
        @Nullable UUID eventId,
        int attempts,
        boolean returned,
        Instant firstDueAt,
        boolean failover,
        Set<String> reached) {

    boolean arrived() {
        return !reached.isEmpty();
    }
}
