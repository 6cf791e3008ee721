/**
 * The HTTP engine: what every request passes, whatever it asks for, and how every answer is written. Knows no resource; the
 * routes of {@code io.evently.api} are bound to the operations of the OpenAPI document.
 */
@CheckReturnValue
package io.evently.http;

import com.google.errorprone.annotations.CheckReturnValue;
