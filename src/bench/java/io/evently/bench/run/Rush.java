package io.evently.bench.run;

import java.time.Duration;
import java.util.List;

/**
 * What the scenarios about confirmations need to know.
 *
 * @param bookings of the on-sale
 * @param after how long readers read after it; nothing: nobody reads
 * @param rates of bookings a second, one after the other
 * @param lone how long one lone booking a second follows the last rate
 * @param settling how long until PostgreSQL has counted what idle connections wrote
 */
public record Rush(int bookings, Duration after, List<Double> rates, Duration lone, Duration settling) {
    public Rush {
        rates = List.copyOf(rates);
        if (bookings < 1 || rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0))) {
            throw new IllegalArgumentException("there must be a booking and a rate of more than 0");
        }
    }
}
