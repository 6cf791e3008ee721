/**
 * The way from the outbox of each shard to whoever must hear of it, at least once and in order for each event. Knows
 * what a row looks like, not what it means.
 */
@CheckReturnValue
package io.evently.outbox;

import com.google.errorprone.annotations.CheckReturnValue;
