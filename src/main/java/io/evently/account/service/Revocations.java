package io.evently.account.service;

import io.evently.account.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node knows of revoked tokens, in memory. Taking the same revocation twice, or late, does no harm. Safe for
 * all threads; bounded by what is revoked within the longest life of a token.
 */
final class Revocations {
    // The nodes' clocks differ; an entry outlives its token by this much.
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Map<UUID, Revocation.OfAccount> accounts = new ConcurrentHashMap<>();

    void add(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            tokens.put(token.tokenId(), token.expiresAt());
        } else if (revocation instanceof Revocation.OfAccount account) {
            accounts.merge(account.accountId(), account, Revocations::stricter);
        }
    }

    boolean refuses(String tokenId, UUID accountId, int version) {
        Revocation.OfAccount account = accounts.get(accountId);
        return tokens.containsKey(tokenId) || (account != null && version < account.minimumVersion());
    }

    /** Drops what is no longer needed. */
    void forgetExpired(Instant now) {
        Instant before = now.minus(GRACE);
        tokens.values().removeIf(before::isAfter);
        accounts.values().removeIf(account -> before.isAfter(account.expiresAt()));
    }

    int size() {
        return tokens.size() + accounts.size();
    }

    private static Revocation.OfAccount stricter(Revocation.OfAccount one, Revocation.OfAccount other) {
        return other.minimumVersion() > one.minimumVersion() ? other : one;
    }
}
