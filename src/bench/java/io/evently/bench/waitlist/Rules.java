package io.evently.bench.waitlist;

import java.util.List;

/** Watches what must always hold, by other means than those who must keep it. */
final class Rules {
    private static final double ROUNDING = 1e-9;

    private long overtaken;
    private long outOfOrder;
    private long oversold;
    private long broken;

    /**
     * Somebody was served.
     *
     * @param waiting those who went on waiting, in order
     * @param free seats there were
     */
    void served(Entry served, List<Entry> waiting, int free) {
        for (Entry other : waiting) {
            boolean could = other.quantity() <= free;
            double headStart = served.headStart() - other.headStart();
            if (could && served.since() > other.since() + headStart + ROUNDING) {
                overtaken++;
            }
        }
        if (waiting.stream().anyMatch(other -> other.quantity() <= free && other.turn() < served.turn())) {
            outOfOrder++;
        }
    }

    void seats(int free, int held, int sold, int capacity) {
        if (held + sold > capacity) {
            oversold++;
        }
        if (free < 0 || held < 0 || sold < 0 || free + held + sold != capacity) {
            broken++;
        }
    }

    Violations violations() {
        return new Violations(overtaken, outOfOrder, oversold, broken);
    }
}
