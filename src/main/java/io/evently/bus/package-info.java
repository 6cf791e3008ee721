/**
 * Typed messages over the Vert.x event bus: an {@link io.evently.bus.Endpoint} is asked and answered inside a node, a
 * {@link io.evently.bus.Topic} is announced to the whole cluster. Knows nothing of what the messages mean.
 */
@CheckReturnValue
package io.evently.bus;

import com.google.errorprone.annotations.CheckReturnValue;
