package io.evently.pricing;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for another price, now, by a person's word.
 *
 * @param price null for the recommended one
 * @param versions of the event that the wish is meant for; null when it is meant for any
 * @param by whose word it is
 */
@BusName("apply-price/1")
public record ApplyPrice(
        UUID eventId,
        @Nullable BigDecimal price,
        @Nullable String reason,
        UUID by,
        @Nullable List<Integer> versions) implements BusMessage {
    public ApplyPrice {
        versions = versions == null ? null : List.copyOf(versions);
    }
}
