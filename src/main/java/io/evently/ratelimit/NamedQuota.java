package io.evently.ratelimit;

/** A quota and the name by which operations mention it. */
public record NamedQuota(String name, Quota quota) {
    private static final String PREFIX = "evently:{rate}:";

    /** What a request of somebody counts for, with the share of the quota that is left. */
    Charge charge(Requester who, double tierFactor, double share) {
        String counted = switch (quota.per()) {
            case EVERYBODY -> "all";
            case ADDRESS -> who.address();
            case CALLER -> who.caller();
        };
        double own = quota.per() == Quota.Per.CALLER ? tierFactor : 1;
        int limit = (int) Math.max(1, Math.min(Integer.MAX_VALUE, quota.limit() * own * share));
        // One tag in braces, so that a Redis cluster keeps all of them on one server and one script can see them.
        return new Charge(
                name,
                PREFIX + name + ':' + counted,
                limit,
                quota.window().toMillis(),
                quota.per() != Quota.Per.EVERYBODY);
    }
}
