/** What happens to clients while nodes and servers die: whole nodes as processes of their own, spoken to over HTTP. */
@CheckReturnValue
package io.evently.fault;

import com.google.errorprone.annotations.CheckReturnValue;
