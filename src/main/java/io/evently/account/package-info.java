/**
 * Who someone is: signing up and in, tokens and their revocation, roles and tiers. Asked over the bus; only tokens are
 * verified without a question. Knows nothing of events or bookings, nor of HTTP.
 */
@CheckReturnValue
package io.evently.account;

import com.google.errorprone.annotations.CheckReturnValue;
