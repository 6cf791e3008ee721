/** What the tests of all packages share: real servers, and nothing that knows the domain. */
@CheckReturnValue
package io.evently.testing;

import com.google.errorprone.annotations.CheckReturnValue;
