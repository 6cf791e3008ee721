package io.evently.account.service;

import java.time.Duration;

import static java.util.Objects.requireNonNull;

/**
 * How many wrong passwords are borne before sign-in from an address has to wait.
 *
 * @param perAccount failures for one account from one address within the window, before the first wait
 * @param perAddress failures from one address within the window, for whatever accounts
 * @param window how long a failure counts
 * @param firstDelay the first wait; each further failure doubles it
 * @param longestDelay no wait is longer
 */
public record LoginLimits(int perAccount, int perAddress, Duration window, Duration firstDelay, Duration longestDelay) {
    public LoginLimits {
        if (perAccount < 1) {
            throw new IllegalArgumentException("account.login.perAccount must be >= 1, was " + perAccount);
        }
        if (perAddress < 1) {
            throw new IllegalArgumentException("account.login.perAddress must be >= 1, was " + perAddress);
        }
        positive("account.login.window", window);
        positive("account.login.firstDelay", firstDelay);
        positive("account.login.longestDelay", longestDelay);
    }

    private static void positive(String key, Duration duration) {
        if (requireNonNull(duration, key).isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than nothing, was " + duration);
        }
    }
}
