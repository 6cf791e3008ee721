package io.evently.account.service;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How many wrong passwords are borne before sign-in from an address has to wait.
 *
 * @param perAccount failures for one account from one address within the window, before the first wait
 * @param perAddress failures from one address within the window, for whatever accounts
 * @param window how long a failure counts, one second to one day
 * @param firstDelay the first wait; each further failure doubles it
 * @param longestDelay no wait is longer
 */
public record LoginLimits(int perAccount, int perAddress, Duration window, Duration firstDelay, Duration longestDelay) {
    // Failures are kept this long, whatever the window is: nodes may differ in it, and it may be lengthened.
    static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    // In a shorter one a guesser would have more tries in a day than the API says.
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(15);

    public LoginLimits {
        Range.positive("account.login.perAccount", perAccount);
        Range.positive("account.login.perAddress", perAddress);
        Range.between("account.login.window", SHORTEST_WINDOW, LONGEST_WINDOW, window);
        Range.positive("account.login.firstDelay", firstDelay);
        Range.positive("account.login.longestDelay", longestDelay);
    }
}
