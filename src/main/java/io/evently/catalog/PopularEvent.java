package io.evently.catalog;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * How much an event is wanted.
 *
 * @param seatsSold seats of confirmed bookings, now
 * @param bookingRate seats sold / capacity, 0–1, four decimal places, now
 * @param score 0–10, two decimal places, a few seconds old:
 *     {@code 10 × (0.5 × sales + 0.3 × speed + 0.2 × interest)} with
 *     {@code sales} = seats sold / capacity;
 *     {@code speed} = seats sold in the last 24 hours, less those given back, / a quarter of the capacity, at most 1;
 *     {@code interest} = ln(1 + views in the last 24 hours) / ln(10,001), at most 1, so that 10,000 views are full
 *     marks and 100 are half. The 24 hours are the present clock hour and the 23 before it.
 */
public record PopularEvent(UUID eventId, String name, int seatsSold, BigDecimal bookingRate, BigDecimal score) {}
