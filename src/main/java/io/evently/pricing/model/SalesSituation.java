package io.evently.pricing.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * How an event stands when its price is looked at.
 *
 * @param seatsLeft that can be booked now
 * @param currentPrice that a seat costs now, at least 0
 * @param now the moment
 * @param history of its price
 */
public record SalesSituation(int seatsLeft, BigDecimal currentPrice, Instant now, PriceHistory history) {
    public SalesSituation {
        if (currentPrice.signum() < 0) {
            throw new IllegalArgumentException("currentPrice must be >= 0, was " + currentPrice);
        }
    }
}
