package io.evently.bench.forecast;

import java.util.List;

/**
 * Curves that are measured together.
 *
 * @param name by which the results go
 * @param curves in the order of time
 */
record CurveSet(String name, List<Curve> curves) {}
