package io.evently.onsale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * What has come of the wishes. The time of a request runs from the first attempt to the last answer, waiting and
 * repeating included. On one thread at a time.
 */
final class Tally {
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final LongSupplier nanoTime;
    private final long begun;
    private final Histogram latency = new Histogram(DIGITS);
    private final List<Sale> sales = new ArrayList<>();
    private final List<Wish> unknown = new ArrayList<>();
    private final Map<UUID, Integer> smallestRefused = new HashMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Map<String, Integer> unknownReasons = new TreeMap<>();
    private final Map<String, Integer> deferred = new TreeMap<>();
    private int refused;
    private int failed;
    private int resent;
    private long seatsSold;
    private long lastSale;
    private long lastAnswer;
    private long longestSilence;

    /** Begins now. */
    Tally(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.lastSale = begun;
        this.lastAnswer = begun;
    }

    void sold(Wish wish, Answer.Sold sold, long since) {
        sales.add(new Sale(wish, sold.bookingId(), sold.reference()));
        seatsSold += wish.quantity();
        answered(since);
        lastSale = lastAnswer;
    }

    void refused(Wish wish, long since) {
        refused++;
        smallestRefused.merge(wish.eventId(), wish.quantity(), Math::min);
        answered(since);
    }

    void failed(String what) {
        failed++;
        errors.merge(what, 1, Integer::sum);
    }

    void unknown(Wish wish, String why) {
        unknown.add(wish);
        unknownReasons.merge(why, 1, Integer::sum);
    }

    /** Told to come back; the wish is still open. */
    void deferred(String what) {
        deferred.merge(what, 1, Integer::sum);
    }

    /** Sent again, to this node or another; the wish is still open. */
    void resent() {
        resent++;
    }

    Progress progress() {
        return new Progress(nanoTime.getAsLong() - begun, sales.size(), refused, failed, unknown.size());
    }

    /** How far it is; bookings, not seats. */
    record Progress(long nanos, int sold, int refused, int failed, int unknown) {
        int done() {
            return sold + refused + failed + unknown;
        }
    }

    Tallied tallied() {
        return new Tallied(
                nanoTime.getAsLong() - begun,
                sales,
                seatsSold,
                lastSale - begun,
                refused,
                smallestRefused,
                failed,
                errors,
                unknown,
                unknownReasons,
                deferred,
                resent,
                longestSilence,
                Latency.of(latency));
    }

    private void answered(long since) {
        long now = nanoTime.getAsLong();
        latency.recordValue(Math.max(0, now - since) / NANOS_PER_MICRO);
        longestSilence = Math.max(longestSilence, now - lastAnswer);
        lastAnswer = now;
    }
}
