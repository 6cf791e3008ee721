/**
 * Plays scenarios: starts the contenders, warms them up, lets them run in turn, checks the books after every run and
 * puts the result together.
 */
@CheckReturnValue
package io.evently.bench.run;

import com.google.errorprone.annotations.CheckReturnValue;
