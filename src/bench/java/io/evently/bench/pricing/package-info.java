/**
 * What automatic pricing is worth: plays sales in simulated markets against the pricing model of the product, against a
 * fixed price and against the best that can be done by somebody who knows the market. Needs no servers.
 */
@CheckReturnValue
package io.evently.bench.pricing;

import com.google.errorprone.annotations.CheckReturnValue;
