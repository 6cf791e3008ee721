package io.evently.bench.result;

/**
 * One line of the table of costs of a request.
 *
 * @param what it is spent for
 * @param share of the node's processor time, 0–1
 * @param microsPerAnswer the share of what was measured without the profiler
 */
public record CostShare(String what, double share, double microsPerAnswer) {}
