package io.evently.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;

/**
 * Which counters are used up, and until when: who floods then costs Redis nothing. The oldest are forgotten when there are too many. Safe for
 * all threads.
 */
final class Refusals {

    private record Refusal(Standing standing, long untilMillis) {}

    private final Cache<String, Refusal> refusals;

    Refusals(int most) {
        this.refusals = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** The refusal of a request that counts for one that is used up. */
    Optional<Verdict> of(List<Charge> charges, long nowMillis) {
        if (refusals.estimatedSize() == 0) {
            return Optional.empty();
        }
        Refusal longest = null;
        for (Charge charge : charges) {
            Refusal refusal = refusals.getIfPresent(charge.key());
            if (refusal != null && refusal.untilMillis() <= nowMillis) {
                refusals.invalidate(charge.key());
            } else if (refusal != null && (longest == null || refusal.untilMillis() > longest.untilMillis())) {
                longest = refusal;
            }
        }
        return Optional.ofNullable(longest).map(refusal -> verdict(refusal, nowMillis));
    }

    /** Remembers what a refused request has used up. */
    void remember(List<Charge> charges, Verdict refused, long nowMillis) {
        for (int i = 0; i < charges.size(); i++) {
            Standing standing = refused.standings().get(i);
            if (standing.remaining() == 0) {
                refusals.put(charges.get(i).key(), new Refusal(standing, nowMillis + standing.resetMillis()));
            }
        }
    }

    private static Verdict verdict(Refusal refusal, long nowMillis) {
        Standing then = refusal.standing();
        long left = refusal.untilMillis() - nowMillis;
        return new Verdict(
                left, List.of(new Standing(then.quota(), then.limit(), then.windowSeconds(), 0, left, then.own())));
    }
}
