/** What amounts of money are: the currencies there are, how many decimal places each has, and how people read an amount. */
@CheckReturnValue
package io.evently.money;

import com.google.errorprone.annotations.CheckReturnValue;
