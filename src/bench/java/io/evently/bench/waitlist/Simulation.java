package io.evently.bench.waitlist;

import io.evently.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Plays a scenario: for each seed one category of events, one event after the other, the later ones with what the earlier
 * ones taught.
 *
 * @param firstSeed of the random numbers, and with it of every figure
 * @param seeds how many categories
 * @param runs events of each
 */
record Simulation(long firstSeed, int seeds, int runs) {
    Simulation {
        if (seeds < 1 || runs < 1) {
            throw new IllegalArgumentException("--seeds and --runs must be >= 1, were " + seeds + " and " + runs);
        }
    }

    ScenarioResult play(Scenario scenario) {
        List<Forecast> all = new ArrayList<>();
        List<Played> events = new ArrayList<>();
        List<Score> ofSeeds = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            List<Forecast> forecasts = new ArrayList<>();
            People people = new People(scenario, new Random(seed));
            Learned learned = new Learned();
            for (int run = 0; run < runs; run++) {
                events.add(new SimulatedEvent(scenario, people, learned, forecasts::add).play());
            }
            ofSeeds.add(Score.of(joining(forecasts, true)));
            all.addAll(forecasts);
        }
        return result(scenario, all, events, ofSeeds);
    }

    private static ScenarioResult result(
            Scenario scenario, List<Forecast> forecasts, List<Played> events, List<Score> ofSeeds) {
        Played played = events.stream().reduce(Played.NOTHING, Played::plus);
        List<Played> muchWanted = events.stream().filter(Played::muchWanted).toList();
        return new ScenarioResult(
                scenario.name(),
                events.size(),
                Score.of(joining(forecasts, true)),
                Score.of(joining(forecasts, false)),
                Spread.of(ofSeeds.stream().mapToDouble(Score::skill).toArray()),
                Spread.of(ofSeeds.stream().mapToDouble(Score::calibrationError).toArray()),
                played.recapture(),
                muchWanted.stream().reduce(Played.NOTHING, Played::plus).recapture(),
                muchWanted.size(),
                (double) played.bookings() / played.offers(),
                (double) played.bookings() / played.joiners(),
                played);
    }

    private static List<Forecast> joining(List<Forecast> forecasts, boolean joining) {
        return forecasts.stream()
                .filter(forecast -> forecast.joining() == joining)
                .toList();
    }
}
