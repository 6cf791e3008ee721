/**
 * Trace contexts of W3C Trace Context: what a request belongs to, carried through asynchronous steps by the Vert.x
 * context, over the event bus by a header, and into every log line. Knows nothing of ours.
 */
@CheckReturnValue
package io.evently.tracing;

import com.google.errorprone.annotations.CheckReturnValue;
