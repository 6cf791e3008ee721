/**
 * What may be told to somebody who waits: how likely an offer is, and when it is to be expected. Pure arithmetic on
 * arguments: knows no database, no clock, no bus, and may be used on any thread. {@code bench waitlist} holds it to what
 * then happens in simulated events.
 */
@CheckReturnValue
package io.evently.waitlist.estimate;

import com.google.errorprone.annotations.CheckReturnValue;
