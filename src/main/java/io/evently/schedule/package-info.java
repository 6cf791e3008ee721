/**
 * Background work on event loops: when a round of it begins, who rings for it, and how much of it a busy node can afford. Knows
 * nothing of what the work is.
 */
@CheckReturnValue
package io.evently.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
