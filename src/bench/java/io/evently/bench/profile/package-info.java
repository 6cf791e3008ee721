/**
 * Where a node spends its processor time: attaches async-profiler to it and sorts the stacks by what they are for. Knows
 * process numbers and files, and nothing of load and results.
 */
@CheckReturnValue
package io.evently.bench.profile;

import com.google.errorprone.annotations.CheckReturnValue;
