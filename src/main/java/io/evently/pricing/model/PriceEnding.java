package io.evently.pricing.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Which prices look right: those that are a whole number of steps above an offset, such as {@code 0.50} and 0 for half
 * units, or 1 and {@code 0.99} for 7.99, 8.99 and so on.
 *
 * @param step more than 0
 * @param offset at least 0, less than the step
 */
public record PriceEnding(BigDecimal step, BigDecimal offset) {
    private static final double USUAL_SHARE = 0.01;

    public PriceEnding {
        if (step.signum() <= 0 || offset.signum() < 0 || offset.compareTo(step) >= 0) {
            throw new IllegalArgumentException("step must be > 0 and offset within it, were " + step + ", " + offset);
        }
    }

    /** Steps of 1, 2 or 5 times a power of ten, about 1 % of the base price, never below the smallest unit of the currency. */
    public static PriceEnding usual(BigDecimal basePrice, int places) {
        BigDecimal unit = BigDecimal.ONE.movePointLeft(places);
        double most = basePrice.doubleValue() * USUAL_SHARE;
        BigDecimal step = unit;
        int[] factors = {2, 5, 10};
        for (int i = 0; unit.doubleValue() * factors[i % 3] <= most; i++) {
            step = unit.multiply(BigDecimal.valueOf(factors[i % 3]));
            if (i % 3 == 2) {
                unit = step;
            }
        }
        return new PriceEnding(step, BigDecimal.ZERO);
    }

    /** The price with this ending that is nearest to a target and within two bounds; empty when there is none. */
    public Optional<BigDecimal> nearest(double target, BigDecimal least, BigDecimal most) {
        BigDecimal wanted = BigDecimal.valueOf(target).max(least).min(most);
        BigDecimal price = at(wanted, RoundingMode.HALF_UP);
        if (price.compareTo(most) > 0) {
            price = at(most, RoundingMode.FLOOR);
        }
        if (price.compareTo(least) < 0) {
            price = at(least, RoundingMode.CEILING);
        }
        return price.compareTo(least) >= 0 && price.compareTo(most) <= 0 ? Optional.of(price) : Optional.empty();
    }

    private BigDecimal at(BigDecimal price, RoundingMode rounding) {
        return price.subtract(offset).divide(step, 0, rounding).multiply(step).add(offset);
    }
}
