package io.evently.bench.forecast;

import io.evently.forecast.model.CategoryPrior;
import io.evently.forecast.model.EventForecast;
import io.evently.forecast.model.EventForecaster;
import io.evently.forecast.model.FinishedEvent;
import io.evently.forecast.model.OpenEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plays a set of curves in the order of time: each event from the start of the test on is forecast at each horizon from
 * the events of its series that are over at that moment, and from nothing else.
 */
final class RollingOrigin {
    static final List<Integer> HORIZONS = List.of(1, 3, 7, 14, 28);

    /** What an event is put at before any of its series is over. */
    private static final double FIRST_GUESS = 50;

    private final Instant testFrom;
    private final SortedMap<Integer, Tally> tallies = new TreeMap<>();

    private record Asked(Curve curve, int horizon) {
        Instant at() {
            return curve.startsAt().minus(Duration.ofDays(horizon));
        }
    }

    private RollingOrigin(Instant testFrom) {
        this.testFrom = testFrom;
    }

    /** The results by horizon; empty when no event of the set lies in the test. */
    static SortedMap<Integer, Tally> play(CurveSet set, Instant testFrom) {
        RollingOrigin origin = new RollingOrigin(testFrom);
        Map<String, List<Curve>> series = set.curves().stream()
                .collect(Collectors.groupingBy(Curve::series, LinkedHashMap::new, Collectors.toList()));
        series.values().forEach(origin::playSeries);
        return origin.tallies;
    }

    private void playSeries(List<Curve> curves) {
        EventForecaster forecaster = new EventForecaster(CategoryPrior.cold(FIRST_GUESS));
        List<Asked> questions = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.startsAt().isBefore(testFrom)) {
                HORIZONS.forEach(horizon -> questions.add(new Asked(curve, horizon)));
            }
        }
        questions.sort(Comparator.comparing(Asked::at));
        int over = 0;
        for (Asked asked : questions) {
            while (over < curves.size() && !curves.get(over).startsAt().isAfter(asked.at())) {
                forecaster.add(finished(curves.get(over)));
                over++;
            }
            answer(forecaster, curves.subList(0, over), asked);
        }
    }

    private void answer(EventForecaster forecaster, List<Curve> finished, Asked asked) {
        Curve curve = asked.curve();
        EventForecast forecast = forecaster.forecast(open(curve, asked.horizon()));
        Map<Baseline, Double> baselines = new EnumMap<>(Baseline.class);
        for (Baseline baseline : Baseline.values()) {
            baselines.put(baseline, baseline.forecast(finished, curve, asked.horizon()));
        }
        tallies.computeIfAbsent(asked.horizon(), horizon -> new Tally())
                .add(curve.profile().now(), forecast, baselines);
    }

    static FinishedEvent finished(Curve curve) {
        return FinishedEvent.of(curve.startsAt(), Baseline.weekday(curve), curve.profile());
    }

    static OpenEvent open(Curve curve, int daysBefore) {
        return new OpenEvent(
                curve.startsAt(),
                Baseline.weekday(curve),
                daysBefore,
                curve.profile().asOf(daysBefore),
                OptionalInt.empty());
    }
}
