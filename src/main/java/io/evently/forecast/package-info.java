/**
 * How many seats events will have sold when they begin: answers for administrators, kept so that it can be seen how right they were. The
 * arithmetic is in {@link io.evently.forecast.model}; what it learns from are the sums of analytics.
 */
@NullMarked
package io.evently.forecast;

import org.jspecify.annotations.NullMarked;
