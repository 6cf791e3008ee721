/** {@code /analytics} of the API: figures, streams of them, and exports, for administrators. */
@CheckReturnValue
package io.evently.api.analytics;

import com.google.errorprone.annotations.CheckReturnValue;
