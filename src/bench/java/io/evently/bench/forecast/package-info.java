/**
 * Holds the forecasts, and what is said about customers, to real data: reads files of known columns from a folder, plays
 * them in the order of time through the production classes, and compares with what came. Knows the columns, not which
 * file it reads; the data are not part of the project.
 */
@CheckReturnValue
package io.evently.bench.forecast;

import com.google.errorprone.annotations.CheckReturnValue;
