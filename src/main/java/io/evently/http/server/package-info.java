/**
 * The HTTP server: connections, the ways into it, and how answers are written. Every request goes through the stages of
 * {@code io.evently.http.stage}.
 */
@CheckReturnValue
package io.evently.http.server;

import com.google.errorprone.annotations.CheckReturnValue;
