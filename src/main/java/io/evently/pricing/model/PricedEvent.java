package io.evently.pricing.model;

import io.evently.money.Currencies;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What stays the same over the sale of an event.
 *
 * @param basePrice that the organiser set, at least 0; every multiple and every elasticity is of this price
 * @param currency of it, ISO 4217
 * @param capacity seats in all, at least 1
 * @param onSaleSince when the sale began
 * @param startsAt of the event, later than that
 */
public record PricedEvent(BigDecimal basePrice, String currency, int capacity, Instant onSaleSince, Instant startsAt) {
    public PricedEvent {
        if (basePrice.signum() < 0 || !Currencies.payable(basePrice, currency)) {
            throw new IllegalArgumentException("basePrice must be >= 0 and payable, was " + basePrice + ' ' + currency);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be >= 1, was " + capacity);
        }
        if (!onSaleSince.isBefore(startsAt)) {
            throw new IllegalArgumentException("an event starts after its sale began, not at " + startsAt);
        }
    }

    /** Whether nobody pays. */
    public boolean free() {
        return basePrice.signum() == 0;
    }

    /** Decimal places of a price, 0 or 2. */
    public int places() {
        return Currencies.places(currency);
    }
}
