package io.evently.bench.waitlist;

import io.evently.waitlist.estimate.Estimate;

/**
 * What the estimator said.
 *
 * @param at hours from the beginning
 * @param joining whether it was asked by somebody who had just joined
 */
record Asked(double at, boolean joining, Estimate estimate) {}
