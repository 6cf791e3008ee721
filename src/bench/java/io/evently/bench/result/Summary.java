package io.evently.bench.result;

import java.util.List;

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
        long errors) {

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
                runs.stream().mapToLong(RunResult::errorCount).sum());
    }
}
