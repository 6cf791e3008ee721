/**
 * What the parts between a request and the database cost by themselves: the event bus inside and between nodes, the
 * event lock, a kept connection. {@code docs/scaling.md} reckons with these figures. Knows the platform, the node under
 * test and nothing of the load.
 */
@CheckReturnValue
package io.evently.bench.cost;

import com.google.errorprone.annotations.CheckReturnValue;
