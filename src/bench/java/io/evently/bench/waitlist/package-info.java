/**
 * What the estimates of the waitlist are worth: plays events that sell out, asks the estimator of the product what it
 * would tell those who wait, and compares that with what then happens. Needs no servers.
 */
@CheckReturnValue
package io.evently.bench.waitlist;

import com.google.errorprone.annotations.CheckReturnValue;
