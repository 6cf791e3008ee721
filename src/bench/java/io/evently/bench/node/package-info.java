/**
 * The processes under test: PostgreSQL and Redis, the nodes, and what each of them takes in processor time and memory.
 * Reads {@code /proc}, so it works on Linux alone. Knows nothing of load and results.
 */
@CheckReturnValue
package io.evently.bench.node;

import com.google.errorprone.annotations.CheckReturnValue;
