/** The audit log at the edge: which operations are written down, and {@code /audit}, where administrators read it. */
@CheckReturnValue
package io.evently.api.audit;

import com.google.errorprone.annotations.CheckReturnValue;
