package io.evently.forecast.service;

import io.evently.forecast.HorizonAccuracy;
import io.evently.forecast.Horizons;
import io.evently.forecast.model.Accuracy;
import io.evently.forecast.service.ForecastRepository.Outcomes;
import java.util.List;
import java.util.OptionalDouble;

/** The accuracy that was measured, over all shards. */
final class Measured {
    private Measured() {}

    /** For each horizon, also for those of which nothing is known yet. */
    static List<HorizonAccuracy> of(List<Outcomes> ofShards) {
        return Horizons.DAYS.stream().map(days -> of(days, ofShards)).toList();
    }

    private static HorizonAccuracy of(int horizon, List<Outcomes> ofShards) {
        long outcomes = 0;
        double error = 0;
        double came = 0;
        long held = 0;
        for (Outcomes part : ofShards) {
            if (part.horizon() == horizon) {
                outcomes += part.outcomes();
                error += part.error();
                came += part.came();
                held += part.held();
            }
        }
        OptionalDouble accuracy = Accuracy.of(outcomes, error, came);
        return new HorizonAccuracy(
                horizon,
                outcomes,
                accuracy.isPresent() ? (Double) accuracy.getAsDouble() : null,
                outcomes < Accuracy.FEWEST_OUTCOMES ? null : (Double) ((double) held / outcomes));
    }
}
