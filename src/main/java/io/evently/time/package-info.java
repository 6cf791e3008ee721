/** Instants as they are written wherever they leave the service. */
@CheckReturnValue
package io.evently.time;

import com.google.errorprone.annotations.CheckReturnValue;
