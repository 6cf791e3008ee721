package io.evently.pricing;

import io.evently.pricing.model.Recommendation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an event is priced.
 *
 * @param status a word of the API
 * @param version of the event
 * @param basePrice that the organiser gave the event, which every multiple is of
 * @param recommendation null for an event that is not on sale
 * @param history of its price, the first one first
 */
public record EventPricing(
        UUID eventId,
        String eventName,
        Instant eventDate,
        String status,
        int version,
        BigDecimal basePrice,
        BigDecimal currentPrice,
        String currency,
        PricingPlan plan,
        @Nullable Recommendation recommendation,
        List<PriceChange> history) {
    public EventPricing {
        history = List.copyOf(history);
    }
}
