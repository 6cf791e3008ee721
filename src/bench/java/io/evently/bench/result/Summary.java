package io.evently.bench.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Medians and spread over the runs of a series; costs are medians. */
public record Summary(
        Spread perSecond,
        Spread seconds,
        Spread p50,
        Spread p90,
        Spread p99,
        Spread p999,
        Spread max,
        Spread nodePeakMegabytes,
        Cost cost,
        long errors,
        Map<String, Spread> figures) {

    static Summary of(List<RunResult> runs) {
        return new Summary(
                Spread.of(runs, RunResult::perSecond),
                Spread.of(runs, RunResult::seconds),
                Spread.of(runs, run -> run.latency().p50()),
                Spread.of(runs, run -> run.latency().p90()),
                Spread.of(runs, run -> run.latency().p99()),
                Spread.of(runs, run -> run.latency().p999()),
                Spread.of(runs, run -> run.latency().max()),
                Spread.of(runs, RunResult::nodePeakMegabytes),
                Cost.median(runs),
                runs.stream().mapToLong(RunResult::errorCount).sum(),
                figures(runs));
    }

    private static Map<String, Spread> figures(List<RunResult> runs) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        runs.forEach(run -> run.figures()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value)));
        Map<String, Spread> spreads = new LinkedHashMap<>();
        values.forEach((name, of) -> spreads.put(name, Spread.of(of, Double::doubleValue)));
        return spreads;
    }
}
