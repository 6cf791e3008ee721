package io.evently.waitlist;

import io.evently.account.Tier;
import io.evently.booking.IdempotencyKey;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks for a place; the tier is never above that of the account, whatever a client claims. */
@BusName("join-waitlist/1")
public record JoinWaitlist(
        UUID eventId,
        UUID userId,
        Tier tier,
        int quantity,
        boolean autoBook,
        boolean acceptPartial,
        @Nullable IdempotencyKey key)
        implements BusMessage {}
