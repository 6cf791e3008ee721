/**
 * Getting a notification to its recipient: claims, attempts, retries, failover to the next channel, the audit of attempts.
 * Knows nothing of why something is said.
 */
@CheckReturnValue
package io.evently.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
