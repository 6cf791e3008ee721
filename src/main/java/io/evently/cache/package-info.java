/** Redis: the only package that speaks to it. Redis is optional; whoever uses it must do without when it is away. */
@CheckReturnValue
package io.evently.cache;

import com.google.errorprone.annotations.CheckReturnValue;
