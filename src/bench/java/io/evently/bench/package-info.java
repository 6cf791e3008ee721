/**
 * The benchmark: drives a node over HTTP as its users would, beside a baseline that books in the plain way and a floor
 * that has no HTTP at all, and checks the invariants after every run. {@code docs/performance.md} tells how to run it
 * and what it measured. Not part of the jar.
 */
@CheckReturnValue
package io.evently.bench;

import com.google.errorprone.annotations.CheckReturnValue;
