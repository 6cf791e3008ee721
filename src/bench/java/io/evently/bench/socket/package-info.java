/**
 * Sockets of browsers, many in one process, and how long they wait to be told of bookings. Knows nothing of load and
 * results.
 */
@CheckReturnValue
package io.evently.bench.socket;

import com.google.errorprone.annotations.CheckReturnValue;
