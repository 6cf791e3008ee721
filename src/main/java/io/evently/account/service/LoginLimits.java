package io.evently.account.service;

import io.evently.config.Range;
import java.time.Duration;

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
        Range.positive("account.login.perAccount", perAccount);
        Range.positive("account.login.perAddress", perAddress);
        Range.positive("account.login.window", window);
        Range.positive("account.login.firstDelay", firstDelay);
        Range.positive("account.login.longestDelay", longestDelay);
    }
}
