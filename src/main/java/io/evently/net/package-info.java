/** IP addresses written as text. Never looks up a name. */
@CheckReturnValue
package io.evently.net;

import com.google.errorprone.annotations.CheckReturnValue;
