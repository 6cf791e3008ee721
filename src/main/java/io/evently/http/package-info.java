/**
 * The REST edge: the OpenAPI document, what checks a request against it, and one class of routes per resource. The only
 * package that knows HTTP; it asks the capabilities and decides nothing about seats, events or accounts itself.
 */
@CheckReturnValue
package io.evently.http;

import com.google.errorprone.annotations.CheckReturnValue;
