/**
 * The load generator: HTTP/1.1 over kept connections, on one event loop, in a closed or an open loop. It measures from
 * the time at which a request was due, counts every answer, and takes whatever was not expected for an error. Knows
 * nothing of bookings, nodes or reports.
 */
@CheckReturnValue
package io.evently.bench.load;

import com.google.errorprone.annotations.CheckReturnValue;
