/** The rules by which offers are made, told once: for the configuration, for the database and for the estimates. */
@CheckReturnValue
package io.evently.waitlist.policy;

import com.google.errorprone.annotations.CheckReturnValue;
