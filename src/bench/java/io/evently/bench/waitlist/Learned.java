package io.evently.bench.waitlist;

import io.evently.waitlist.estimate.Acceptance;
import io.evently.waitlist.estimate.CancellationHazard;

/** What earlier events have taught: counts that only grow, as the product keeps them. */
final class Learned {
    private final double[] exposureHours = new double[CancellationHazard.BUCKETS];
    private final long[] cancellations = new long[CancellationHazard.BUCKETS];
    private final long[] offered = new long[Acceptance.BUCKETS];
    private final long[] accepted = new long[Acceptance.BUCKETS];

    CancellationHazard hazard() {
        return CancellationHazard.learned(exposureHours, cancellations);
    }

    Acceptance acceptance() {
        return Acceptance.learned(accepted, offered);
    }

    /** An order that is over: cancelled, or the event has begun. */
    void order(Order order) {
        double ended = order.until(0);
        for (int bucket = 0; bucket < CancellationHazard.BUCKETS; bucket++) {
            double from = Math.max(ended, CancellationHazard.start(bucket));
            double to = Math.min(order.booked(), CancellationHazard.end(bucket));
            exposureHours[bucket] += Math.max(0, to - from);
        }
        if (order.cancelled()) {
            cancellations[CancellationHazard.bucket(order.ended())]++;
        }
    }

    /** An offer that has ended, by the hours to the event at which it was made. */
    void offer(double hoursToEvent, boolean taken) {
        offered[Acceptance.bucket(hoursToEvent)]++;
        accepted[Acceptance.bucket(hoursToEvent)] += taken ? 1 : 0;
    }
}
