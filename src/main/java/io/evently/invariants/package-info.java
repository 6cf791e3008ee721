/**
 * The invariants of the system, read from the databases: run after every load and fault test and by the demonstration.
 * Reads tables of all capabilities and imports none.
 */
@CheckReturnValue
package io.evently.invariants;

import com.google.errorprone.annotations.CheckReturnValue;
