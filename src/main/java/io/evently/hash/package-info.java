/** Hashes of the JDK, without the exception that cannot happen. */
@CheckReturnValue
package io.evently.hash;

import com.google.errorprone.annotations.CheckReturnValue;
