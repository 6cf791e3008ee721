package io.evently.account.service;

import java.time.Duration;
import java.time.Instant;

/**
 * How long tokens may live, whatever is configured. What is remembered against a token is remembered for the longest life
 * there is, since the token may have been made under another configuration than the one that refuses it.
 */
final class TokenLife {
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(30);
    /** How far ahead the clock of the node that made a token may be. */
    static final Duration SKEW = Duration.ofMinutes(2);

    private TokenLife() {}

    /** By then every token that exists now has run out, whichever node made it. */
    static Instant endOfAll(Instant now) {
        return now.plus(LONGEST).plus(SKEW);
    }
}
