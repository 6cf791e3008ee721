package io.evently.bench.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario came to.
 *
 * @param failure why it could not be played to its end; null when it could
 */
public record ScenarioResult(
        String name,
        String description,
        int connections,
        List<ContenderResult> contenders,
        @Nullable String failure) {
    public ScenarioResult {
        contenders = List.copyOf(contenders);
    }

    public Optional<ContenderResult> contender(String wanted) {
        return contenders.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    /** The median throughput of one contender over that of another; empty unless both were measured. */
    public Optional<Double> ratio(String of, String to) {
        return rate(of).flatMap(one -> rate(to).filter(other -> other > 0).map(other -> one / other));
    }

    @JsonProperty
    public boolean fine() {
        return failure == null && !contenders.isEmpty() && contenders.stream().allMatch(ContenderResult::fine);
    }

    private Optional<Double> rate(String name) {
        return contender(name)
                .flatMap(contender -> contender.series(Series.CLOSED))
                .map(series -> series.summary().perSecond().median());
    }
}
