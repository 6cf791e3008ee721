/**
 * The seats of an event as one stock: the single place where they come back, whoever frees them. Knows neither who
 * booked nor why a booking ended.
 */
@CheckReturnValue
package io.evently.inventory;

import com.google.errorprone.annotations.CheckReturnValue;
