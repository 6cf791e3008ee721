/** What the configuration of every package shares. */
@CheckReturnValue
package io.evently.config;

import com.google.errorprone.annotations.CheckReturnValue;
