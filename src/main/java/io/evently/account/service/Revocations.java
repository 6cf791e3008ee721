package io.evently.account.service;

import io.evently.account.Caller;
import io.evently.account.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node knows of revoked tokens, in memory. Taking the same revocation twice, or late, does no harm. Safe for
 * all threads; bounded by the accounts there are, of which each has {@link RevocationRepository#MOST_SIGNED_OUT} tokens
 * here, and those that were signed out since the last reading.
 */
final class Revocations {
    // The nodes' clocks differ; an entry outlives its token by this much.
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Map<String, Revocation.OfToken> tokens = new ConcurrentHashMap<>();
    private final Map<UUID, Ended> accounts = new ConcurrentHashMap<>();

    void add(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            tokens.put(token.tokenId(), token);
        } else if (revocation instanceof Revocation.OfAccount account) {
            add(account.accountId(), new Ended(account.minimumVersion(), Instant.MIN, account.expiresAt()));
        } else if (revocation instanceof Revocation.OfOlder older) {
            add(older.accountId(), new Ended(0, older.expiresAt(), older.expiresAt()));
        }
    }

    // The token by itself first: it leaves this memory only after what it is one of has come.
    boolean refuses(VerifiedToken token) {
        Caller caller = token.caller();
        if (tokens.containsKey(caller.tokenId())) {
            return true;
        }
        Ended ended = accounts.get(caller.userId());
        return ended != null && (token.version() < ended.minimumVersion() || ended.covers(caller.expiresAt()));
    }

    /** Drops what is no longer needed: what has run out, and single tokens that are refused with the older ones. */
    void forget(Instant now) {
        Instant before = now.minus(GRACE);
        tokens.values().removeIf(token -> before.isAfter(token.expiresAt()) || isOneOfOlder(token));
        accounts.values().removeIf(ended -> before.isAfter(ended.expiresAt()));
    }

    int size() {
        return tokens.size() + accounts.size();
    }

    private void add(UUID accountId, Ended ended) {
        accounts.merge(accountId, ended, Ended::and);
    }

    private boolean isOneOfOlder(Revocation.OfToken token) {
        Ended ended = token.accountId() == null ? null : accounts.get(token.accountId());
        return ended != null && ended.covers(token.expiresAt());
    }

    /**
     * What ended of an account beside single tokens.
     *
     * @param minimumVersion tokens of an earlier version are refused
     * @param endingBy tokens that end by then are refused
     * @param expiresAt when there is no such token any more
     */
    private record Ended(int minimumVersion, Instant endingBy, Instant expiresAt) {
        boolean covers(Instant end) {
            return !end.isAfter(endingBy);
        }

        Ended and(Ended other) {
            return new Ended(
                    Math.max(minimumVersion, other.minimumVersion),
                    later(endingBy, other.endingBy),
                    later(expiresAt, other.expiresAt));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
