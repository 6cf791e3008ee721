/**
 * How often somebody may ask: quotas that are counted over all nodes in Redis, or on this node alone while Redis is away; quotas that
 * shrink while this node is overloaded; what is left out first when it is worse than that. Knows nothing of what is asked for.
 */
@CheckReturnValue
package io.evently.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
