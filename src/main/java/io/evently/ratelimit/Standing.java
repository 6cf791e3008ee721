package io.evently.ratelimit;

/**
 * How much of a quota is left to a client.
 *
 * @param quota its name
 * @param limit requests in a window
 * @param windowSeconds its length
 * @param remaining requests that may still come now
 * @param resetMillis milliseconds until more may come
 * @param own whether it is this client's alone, and not everybody's
 */
public record Standing(String quota, int limit, long windowSeconds, int remaining, long resetMillis, boolean own) {

    static Standing of(Charge charge, long remaining, long resetMillis) {
        return new Standing(
                charge.quota(),
                charge.limit(),
                Math.max(1, charge.windowMillis() / 1_000),
                (int) Math.min(Integer.MAX_VALUE, remaining),
                resetMillis,
                charge.own());
    }

    /** From 0 to 1. */
    double share() {
        return (double) remaining / limit;
    }
}
