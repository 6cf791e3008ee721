/**
 * The scenarios: who asks for what, and what must have come of it afterwards. Knows the generator and the stage; nothing
 * of processes, repetitions and reports.
 */
@CheckReturnValue
package io.evently.bench.scenario;

import com.google.errorprone.annotations.CheckReturnValue;
