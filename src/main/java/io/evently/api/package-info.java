/**
 * The REST API: one class of routes per resource, what bodies become and what answers look like. Asks the capabilities
 * and decides nothing about seats, events or accounts itself; {@code io.evently.http} carries the requests.
 */
@CheckReturnValue
package io.evently.api;

import com.google.errorprone.annotations.CheckReturnValue;
