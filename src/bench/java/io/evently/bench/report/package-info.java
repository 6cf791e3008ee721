/** Shows a result: as a table for the terminal, as JSON, and as one HTML page with its pictures inside. */
@CheckReturnValue
package io.evently.bench.report;

import com.google.errorprone.annotations.CheckReturnValue;
