/**
 * What every request passes before it is answered, in one order, whether it came by HTTP or by a socket; and the one way
 * in which every request gets its answer.
 */
@CheckReturnValue
package io.evently.http.stage;

import com.google.errorprone.annotations.CheckReturnValue;
