package io.evently.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counters in the memory of this node. The oldest are forgotten when there are too many. Safe for all threads. */
final class LocalCounters {
    /** No window is longer. */
    private static final Duration UNUSED = Duration.ofDays(1);

    private final Cache<String, SlidingWindow> counters;

    LocalCounters(int most) {
        this.counters = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(UNUSED)
                .build();
    }

    /** Counts a request for all of these, or for none when one of them is used up. */
    synchronized Verdict charge(List<Charge> charges, long nowMillis) {
        List<SlidingWindow> windows = new ArrayList<>(charges.size());
        long longest = 0;
        for (Charge charge : charges) {
            SlidingWindow window = counters.get(charge.key(), key -> new SlidingWindow(charge.windowMillis()));
            windows.add(window);
            longest = Math.max(longest, window.waitMillis(nowMillis, charge.limit()));
        }
        List<Standing> standings = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            SlidingWindow window = windows.get(i);
            Charge charge = charges.get(i);
            if (longest == 0) {
                window.add(nowMillis);
            }
            standings.add(Standing.of(
                    charge, Math.max(0, charge.limit() - window.used(nowMillis)), window.resetMillis(nowMillis)));
        }
        return new Verdict(longest, standings);
    }
}
