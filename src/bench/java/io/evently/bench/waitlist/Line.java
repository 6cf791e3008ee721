package io.evently.bench.waitlist;

import io.evently.waitlist.estimate.Sizes;
import io.evently.waitlist.policy.OfferPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Those who wait, in the order in which they are served. */
final class Line {
    private static final Comparator<Entry> ORDER =
            Comparator.comparingDouble(Entry::turn).thenComparingInt(Entry::number);

    private final OfferPolicy policy;
    private final List<Entry> waiting = new ArrayList<>();

    Line(OfferPolicy policy) {
        this.policy = policy;
    }

    void add(Entry entry) {
        waiting.add(-1 - Collections.binarySearch(waiting, entry, ORDER), entry);
    }

    /** Takes out who is served next with so many seats; empty when nobody may be. */
    Optional<Entry> next(int free, double hoursToEvent) {
        for (int index = 0; index < waiting.size(); index++) {
            Entry entry = waiting.get(index);
            if (entry.quantity() <= free) {
                waiting.subList(0, index).forEach(Entry::passOver);
                return Optional.of(waiting.remove(index));
            }
            if (entry.passedOver() >= policy.bypassLimit() && hoursToEvent > policy.lastGatherHours()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What those want that are served before it. */
    Sizes ahead(Entry entry) {
        long[] counts = new long[Sizes.LARGEST + 1];
        waiting.stream().filter(other -> ORDER.compare(other, entry) < 0).forEach(other -> counts[other.quantity()]++);
        return Sizes.of(counts);
    }

    boolean contains(Entry entry) {
        return waiting.contains(entry);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<Entry> waiting() {
        return List.copyOf(waiting);
    }
}
