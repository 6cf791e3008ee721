package io.evently.booking;

import java.time.Duration;

/**
 * How booking behaves.
 *
 * @param deadline from the arrival of a request to its answer; later it is answered 503 and not booked
 * @param maxQuantity seats in one booking
 * @param holdDuration how long a hold keeps its seats
 * @param sweepInterval pause between two looks for lapsed holds
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
 * @param keyRetention how long an idempotency key keeps its answer
 */
public record BookingConfig(
        Duration deadline,
        int maxQuantity,
        Duration holdDuration,
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

    public BookingConfig {
        positive("deadline", deadline);
        positive("maxQuantity", maxQuantity);
        positive("holdDuration", holdDuration);
        positive("sweepInterval", sweepInterval);
        positive("laneLimit", laneLimit);
        positive("shardLimit", shardLimit);
        positive("flushSize", flushSize);
        positive("flushesInFlight", flushesInFlight);
        positive("flushTimeout", flushTimeout);
        positive("slice", slice);
        positive("sliceBookings", sliceBookings);
        positive("lockPatience", lockPatience);
        positive("lockBackoff", lockBackoff);
        positive("settlePatience", settlePatience);
        positive("unsettledLimit", unsettledLimit);
        positive("keyRetention", keyRetention);
        if (flushTimeout.compareTo(deadline) >= 0) {
            throw new IllegalArgumentException("booking.flushTimeout must be shorter than booking.deadline");
        }
    }

    private static void positive(String key, Duration value) {
        if (value == null || value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("booking." + key + " must be longer than nothing, was " + value);
        }
    }

    private static void positive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("booking." + key + " must be >= 1, was " + value);
        }
    }
}
