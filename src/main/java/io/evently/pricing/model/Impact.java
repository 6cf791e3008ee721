package io.evently.pricing.model;

/**
 * What another price would change over the rest of the sale, kept that long.
 *
 * @param revenueChange expected of the revenue still to come, as a share: 0.06 is 6 % more; at most 1,000,000
 * @param demandChange expected of the orders, as a share
 */
public record Impact(double revenueChange, double demandChange) {}
