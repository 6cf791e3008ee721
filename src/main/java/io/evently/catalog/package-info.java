/**
 * Events: what can be booked, where and when, how they are found, and which of them people want most. Knows nothing of
 * bookings; the counters of an event are moved by others and only read here.
 */
@CheckReturnValue
package io.evently.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
