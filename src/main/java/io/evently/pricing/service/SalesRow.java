package io.evently.pricing.service;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What was sold at one price in one hour.
 *
 * @param hour its beginning
 * @param orders that were booked or held
 * @param seats of these orders
 * @param refused requests for which there were too few seats
 * @param soldOutSeconds how long there were no seats at all
 */
record SalesRow(Instant hour, BigDecimal price, int orders, int seats, int refused, int soldOutSeconds) {}
