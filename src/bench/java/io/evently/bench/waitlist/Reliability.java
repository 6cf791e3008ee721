package io.evently.bench.waitlist;

/**
 * Forecasts of about the same probability.
 *
 * @param from lowest probability, 0-1
 * @param to highest
 * @param forecasts how many
 * @param stated probability on average
 * @param happened share that was promoted
 */
record Reliability(double from, double to, long forecasts, double stated, double happened) {}
