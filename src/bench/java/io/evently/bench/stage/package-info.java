/**
 * Sets the stage of a run through the public API, as an administrator would: users with tokens or passwords, and events.
 * Knows HTTP and JSON, and nothing of load and results.
 */
@CheckReturnValue
package io.evently.bench.stage;

import com.google.errorprone.annotations.CheckReturnValue;
