package io.evently.ratelimit;

/**
 * One counter that a request counts for.
 *
 * @param quota the name of the quota
 * @param key names the counter, over all quotas
 * @param limit how many may be counted at most, at least 1
 * @param windowMillis within any span of this length
 * @param own whether it counts this client alone, and not everybody
 */
record Charge(String quota, String key, int limit, long windowMillis, boolean own) {

    /** The part of it that one of so many nodes has, at least 1. */
    Charge share(int nodes) {
        return nodes <= 1 ? this : new Charge(quota, key, Math.max(1, limit / nodes), windowMillis, own);
    }
}
