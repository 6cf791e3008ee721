package io.evently.bench.result;

import java.util.List;
import java.util.Optional;

/**
 * What one way of serving a scenario came to.
 *
 * @param name {@code evently}, {@code baseline}, {@code two nodes}
 * @param startToReadyMillis of its nodes; of the first start on empty databases unless starts are the scenario
 * @param warmUpErrors what went wrong before anything was measured
 * @param profile where the nodes spend their processor time, most first; empty when nobody looked
 */
public record ContenderResult(
        String name,
        Spread startToReadyMillis,
        List<String> warmUpErrors,
        List<Series> series,
        List<CostShare> profile) {
    public ContenderResult {
        warmUpErrors = List.copyOf(warmUpErrors);
        series = List.copyOf(series);
        profile = List.copyOf(profile);
    }

    /** The series of that loop, when there is one. */
    public Optional<Series> series(String loop) {
        return series.stream().filter(each -> each.loop().equals(loop)).findFirst();
    }

    boolean fine() {
        return warmUpErrors.isEmpty() && series.stream().allMatch(Series::fine);
    }
}
