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
 * @param accepted channels on which the recipient takes this message at all; null when the recipient was not found out
 * @param destination where it goes; null when that is not one place
 */
record DeliveryResult(
        ClaimedDelivery claimed,
        String state,
        Instant dueAt,
        @Nullable String error,
        boolean spent,
        List<ChannelName> wanted,
        List<Attempt> attempts,
        @Nullable List<ChannelName> accepted,
        @Nullable String destination) {

    DeliveryResult(
            ClaimedDelivery claimed,
            String state,
            Instant dueAt,
            @Nullable String error,
            boolean spent,
            List<ChannelName> wanted,
            List<Attempt> attempts) {
        this(claimed, state, dueAt, error, spent, wanted, attempts, null, null);
    }

    /** The attempt that ended the delivery, when it was at its only address; else the attempts stand apart. */
    @Nullable
    Attempt end() {
        return attempts.size() == 1
                        && !state.equals(Judge.DUE)
                        && claimed.reached().isEmpty()
                ? attempts.get(0)
                : null;
    }

    DeliveryResult accepting(List<ChannelName> channels) {
        return new DeliveryResult(claimed, state, dueAt, error, spent, wanted, attempts, channels, destination);
    }

    DeliveryResult bound(@Nullable String there) {
        return new DeliveryResult(claimed, state, dueAt, error, spent, wanted, attempts, accepted, there);
    }
}
