package io.evently.http.stage;

import io.evently.ratelimit.ServiceTier;
import io.evently.ratelimit.Standing;
import io.evently.ratelimit.Verdict;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * What an answer says of the quotas: the headers that the API promises, and those of the IETF's draft
 * draft-ietf-httpapi-ratelimit-headers-10. A draft changes; its names stand here alone.
 */
final class RateLimitHeaders {
    private static final CharSequence LIMIT = HttpHeaders.createOptimized("X-RateLimit-Limit");
    private static final CharSequence REMAINING = HttpHeaders.createOptimized("X-RateLimit-Remaining");
    private static final CharSequence RESET = HttpHeaders.createOptimized("X-RateLimit-Reset");
    private static final CharSequence TIER = HttpHeaders.createOptimized("X-RateLimit-Tier");
    private static final CharSequence DRAFT_LEFT = HttpHeaders.createOptimized("RateLimit");
    private static final CharSequence DRAFT_POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final long MILLIS = 1_000;
    private static final int POLICY_LENGTH = 32;

    private RateLimitHeaders() {}

    /** Tells of the quota that is nearest to its end; nothing when there is none. */
    static void write(MultiMap headers, Verdict verdict, ServiceTier tier, long nowMillis) {
        Standing nearest = verdict.nearest().orElse(null);
        if (nearest == null) {
            return;
        }
        headers.set(LIMIT, Integer.toString(nearest.limit()))
                .set(REMAINING, Integer.toString(nearest.remaining()))
                .set(RESET, Long.toString(roundedUp(nowMillis + nearest.resetMillis())))
                .set(TIER, tier.text())
                .set(
                        DRAFT_LEFT,
                        '"' + nearest.quota() + "\";r=" + nearest.remaining() + ";t="
                                + roundedUp(nearest.resetMillis()))
                .set(DRAFT_POLICY, policy(verdict));
    }

    private static String policy(Verdict verdict) {
        StringBuilder text =
                new StringBuilder(POLICY_LENGTH * verdict.standings().size());
        for (Standing standing : verdict.standings()) {
            text.append(text.isEmpty() ? "\"" : ", \"")
                    .append(standing.quota())
                    .append("\";q=")
                    .append(standing.limit())
                    .append(";w=")
                    .append(standing.windowSeconds());
        }
        return text.toString();
    }

    private static long roundedUp(long millis) {
        return (millis + MILLIS - 1) / MILLIS;
    }
}
