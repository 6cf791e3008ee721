/**
 * Who changed what: one entry for everything that administrators do and for signing in, written before it is done, with what became of
 * it. Entries are never changed. Knows nothing of what the actions mean.
 */
@NullMarked
package io.evently.audit;

import org.jspecify.annotations.NullMarked;
