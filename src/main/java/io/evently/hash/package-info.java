/** Hashes of the JDK, without the exceptions that cannot happen, and what is made of them: names, keys, marks. */
@CheckReturnValue
package io.evently.hash;

import com.google.errorprone.annotations.CheckReturnValue;
