package io.evently.onsale;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What had come of the wishes when it was asked.
 *
 * @param nanos since the beginning
 * @param sales every 201
 * @param seatsSold their seats
 * @param soldNanos from the beginning to the last sale
 * @param refused how many had too few seats left
 * @param smallestRefused the fewest seats that were refused, by event
 * @param failed how many ended in an error
 * @param errors what they were told, counted
 * @param unknown wishes that were sent and never answered
 * @param unknownReasons why, counted
 * @param deferred attempts that were told to come back, counted by what they were told
 * @param resent attempts that repeated one whose connection failed
 * @param longestSilence the longest time between two answers, in nanoseconds
 */
record Tallied(
        long nanos,
        List<Sale> sales,
        long seatsSold,
        long soldNanos,
        int refused,
        Map<UUID, Integer> smallestRefused,
        int failed,
        Map<String, Integer> errors,
        List<Wish> unknown,
        Map<String, Integer> unknownReasons,
        Map<String, Integer> deferred,
        int resent,
        long longestSilence,
        Latency latency) {

    Tallied {
        sales = List.copyOf(sales);
        smallestRefused = Map.copyOf(smallestRefused);
        errors = Map.copyOf(errors);
        unknown = List.copyOf(unknown);
        unknownReasons = Map.copyOf(unknownReasons);
        deferred = Map.copyOf(deferred);
    }
}
