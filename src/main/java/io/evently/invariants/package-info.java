/**
 * The invariants of the system, read from the databases: all of them after every load and fault test and by the demonstration,
 * the books of a few events at a time while a node serves.
 * Reads tables of all capabilities and imports none.
 */
@CheckReturnValue
package io.evently.invariants;

import com.google.errorprone.annotations.CheckReturnValue;
