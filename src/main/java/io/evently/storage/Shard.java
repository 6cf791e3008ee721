package io.evently.storage;

import io.vertx.sqlclient.Pool;

/**
 * One logical shard: all rows of the events whose ids carry its number.
 *
 * @param number 0 to the shard count, exclusive
 * @param pool for reads and for the odd statement
 * @param flushPool for the booking flushes alone, so that a slow read never stands before a booking
 */
public record Shard(int number, Pool pool, Pool flushPool) {}
