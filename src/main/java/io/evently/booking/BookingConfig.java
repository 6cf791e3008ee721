package io.evently.booking;

import io.evently.config.Range;
import java.time.Duration;

/**
 * How booking behaves.
 *
 * @param deadline from the arrival of a request to its answer; later it is answered 503 and not booked
 * @param maxQuantity seats in one booking
 * @param holdDuration how long a hold keeps its seats
 * @param maxHeldSeats seats that one user may hold of one event at the same time, all holds together
 * @param maxExtensions how often a hold may be renewed
 * @param sweepInterval pause between two looks for lapsed holds, whose seats are promised back within two seconds
 * @param laneLimit requests that may wait for one event on one node; more are turned away at once
 * @param shardLimit requests that may wait for one shard on one node
 * @param flushSize bookings in one statement
 * @param flushesInFlight statements under way per shard and node
 * @param flushTimeout after this a flush without answer counts as unknown; longer than the database's own limit
 * @param slice how long a node may keep an event that another node wants, and one that nobody wants at the moment
 * @param sliceBookings bookings after which the event is passed on, too
 * @param lockPatience how long a lane waits for the event lock before it goes on through the database alone
 * @param lockBackoff how long the lock is left alone after it could not be had
 * @param settlePatience how long a request of unknown outcome is looked up before it is answered 503
 * @param unsettledLimit requests of unknown outcome that are looked after at once
 * @param keyRetention how long an idempotency key keeps its answer; clients are promised a day
 */
public record BookingConfig(
        Duration deadline,
        int maxQuantity,
        Duration holdDuration,
        int maxHeldSeats,
        int maxExtensions,
        Duration sweepInterval,
        int laneLimit,
        int shardLimit,
        int flushSize,
        int flushesInFlight,
        Duration flushTimeout,
        Duration slice,
        int sliceBookings,
        Duration lockPatience,
        Duration lockBackoff,
        Duration settlePatience,
        int unsettledLimit,
        Duration keyRetention) {

    private static final Duration PROMISED_RETENTION = Duration.ofHours(24);
    private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofSeconds(1);

    public BookingConfig {
        Range.positive("booking.deadline", deadline);
        Range.positive("booking.maxQuantity", maxQuantity);
        Range.positive("booking.holdDuration", holdDuration);
        Range.positive("booking.maxHeldSeats", maxHeldSeats);
        Range.between("booking.maxExtensions", 0, 1_000, maxExtensions);
        Range.atMost("booking.sweepInterval", LONGEST_SWEEP_INTERVAL, sweepInterval);
        Range.positive("booking.laneLimit", laneLimit);
        Range.positive("booking.shardLimit", shardLimit);
        Range.positive("booking.flushSize", flushSize);
        Range.positive("booking.flushesInFlight", flushesInFlight);
        Range.positive("booking.flushTimeout", flushTimeout);
        Range.positive("booking.slice", slice);
        Range.positive("booking.sliceBookings", sliceBookings);
        Range.positive("booking.lockPatience", lockPatience);
        Range.positive("booking.lockBackoff", lockBackoff);
        Range.positive("booking.settlePatience", settlePatience);
        Range.positive("booking.unsettledLimit", unsettledLimit);
        Range.atLeast("booking.keyRetention", PROMISED_RETENTION, keyRetention);
        if (flushTimeout.compareTo(deadline) >= 0) {
            throw new IllegalArgumentException("booking.flushTimeout must be shorter than booking.deadline");
        }
    }
}
