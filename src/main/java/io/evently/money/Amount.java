package io.evently.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An amount in the one form that programs get it in; {@link Currencies#text} is for people. */
public final class Amount {
    /** Of every amount in JSON, whatever the currency. */
    public static final int PLACES = 2;

    private Amount() {}

    /** With two places. More places than two, which no amount here has, stay. */
    public static BigDecimal exact(BigDecimal amount) {
        return amount.setScale(Math.max(PLACES, amount.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY);
    }
}
