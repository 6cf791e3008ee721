/**
 * Real PostgreSQL and Redis for a service that was given neither: started from packaged binaries on loopback, kept in a
 * data directory, shared by every node on it and stopped by the last. Knows nothing of what the servers are used for.
 */
@CheckReturnValue
package io.evently.embedded;

import com.google.errorprone.annotations.CheckReturnValue;
