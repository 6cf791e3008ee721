/**
 * Requests made by chance from the OpenAPI document, good ones and bad ones, and what is wrong with the answers. Knows the
 * service by its document and its port alone.
 */
@CheckReturnValue
package io.evently.bench.fuzz;

import com.google.errorprone.annotations.CheckReturnValue;
