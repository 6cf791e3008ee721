package io.evently.bench.waitlist;

import io.evently.account.Tier;
import java.util.ArrayList;
import java.util.List;

/** Somebody who waits. Times are hours from the beginning. */
final class Entry {
    private final int number;
    private final Tier tier;
    private final int quantity;
    private final boolean willing;
    private final List<Asked> asked = new ArrayList<>();
    private double since;
    private double headStart;
    private int lapses;
    private int passedOver;

    Entry(int number, Tier tier, int quantity, boolean willing, double joined, double headStart) {
        this.number = number;
        this.tier = tier;
        this.quantity = quantity;
        this.willing = willing;
        this.since = joined;
        this.headStart = headStart;
    }

    /** By which entries are served, the earliest first. */
    double turn() {
        return since - headStart;
    }

    /** Behind all who wait now. */
    void moveBehind(double now) {
        since = now;
        headStart = 0;
        lapses++;
    }

    void passOver() {
        passedOver++;
    }

    void ask(Asked question) {
        asked.add(question);
    }

    /** What was asked since the last time, and is answered now. */
    List<Asked> answered() {
        List<Asked> questions = List.copyOf(asked);
        asked.clear();
        return questions;
    }

    int number() {
        return number;
    }

    Tier tier() {
        return tier;
    }

    int quantity() {
        return quantity;
    }

    boolean willing() {
        return willing;
    }

    double since() {
        return since;
    }

    double headStart() {
        return headStart;
    }

    int lapses() {
        return lapses;
    }

    int passedOver() {
        return passedOver;
    }
}
