/** The event-bus bridge over SockJS, for {@code @vertx/eventbus-bridge-client.js}. */
@CheckReturnValue
package io.evently.live.bridge;

import com.google.errorprone.annotations.CheckReturnValue;
