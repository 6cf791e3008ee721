/**
 * Attacks on whole nodes over HTTP, made from the OpenAPI document that they serve. Knows nothing of what is inside a
 * node.
 */
@CheckReturnValue
package io.evently.security;

import com.google.errorprone.annotations.CheckReturnValue;
