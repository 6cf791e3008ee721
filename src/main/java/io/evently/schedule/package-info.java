/** Work that is done again and again on an event loop. Knows nothing of what the work is. */
@CheckReturnValue
package io.evently.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
