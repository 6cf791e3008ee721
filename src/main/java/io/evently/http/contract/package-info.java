/**
 * The OpenAPI document as the router and validator that it is: operations, paths, parameters, formats. Knows nothing of
 * requests under way.
 */
@CheckReturnValue
package io.evently.http.contract;

import com.google.errorprone.annotations.CheckReturnValue;
