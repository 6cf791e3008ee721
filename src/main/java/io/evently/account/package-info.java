/**
 * Who someone is: signing up and in, tokens, roles and tiers. Knows nothing of events or bookings, nor of HTTP.
 */
@CheckReturnValue
package io.evently.account;

import com.google.errorprone.annotations.CheckReturnValue;
