/**
 * What the benchmark found, as records that are written as JSON and drawn as a report, and the arithmetic between them.
 * Times are in milliseconds unless their name says otherwise.
 */
@CheckReturnValue
package io.evently.bench.result;

import com.google.errorprone.annotations.CheckReturnValue;
