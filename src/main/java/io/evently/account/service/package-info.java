/**
 * What stands behind the messages of {@code io.evently.account}: passwords, tokens, throttles, and the accounts database.
 */
@CheckReturnValue
package io.evently.account.service;

import com.google.errorprone.annotations.CheckReturnValue;
