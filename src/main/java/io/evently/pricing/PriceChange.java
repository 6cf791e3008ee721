package io.evently.pricing;

import io.evently.catalog.PriceCause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price that an event had.
 *
 * @param version of the event, from which on it had it
 * @param reason in the words of who set it; null when nobody said
 * @param changedBy the account that set it; null for the service itself, or where it is not known
 * @param inputs from which a recommended price was computed, a JSON object; null for others
 */
public record PriceChange(
        int version,
        Instant at,
        BigDecimal price,
        String currency,
        PriceCause cause,
        @Nullable String reason,
        @Nullable UUID changedBy,
        @Nullable String inputs) {}
