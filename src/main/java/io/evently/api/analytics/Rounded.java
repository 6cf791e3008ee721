package io.evently.api.analytics;

import org.jspecify.annotations.Nullable;

/** Measured figures with as many places as they deserve; what is not known stays so. */
final class Rounded {
    private static final double DECIMALS = 1_000_000;
    private static final double HUNDREDTHS = 100;

    private Rounded() {}

    static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : rounded((double) part / whole);
    }

    static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : rounded(value.doubleValue());
    }

    static double rounded(double value) {
        return Math.round(value * DECIMALS) / DECIMALS;
    }

    static @Nullable Double millis(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * HUNDREDTHS) / HUNDREDTHS;
    }
}
