/**
 * The demonstration: plays an on-sale against running nodes and afterwards holds what they answered against what the
 * databases say. A client like any other: it speaks HTTP and knows no capability; of the service's own it uses only the
 * access to the databases and the invariant checker.
 */
@CheckReturnValue
package io.evently.onsale;

import com.google.errorprone.annotations.CheckReturnValue;
