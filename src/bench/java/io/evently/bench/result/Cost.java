package io.evently.bench.result;

import java.util.List;

/**
 * Processor time per answer, in microseconds.
 *
 * @param node of all nodes together
 * @param postgres 0 when it is on another machine
 * @param generator of the load generator
 * @param other of everything else on the machine: much of it means that the run was disturbed
 */
public record Cost(double node, double postgres, double generator, double other) {
    static Cost median(List<RunResult> runs) {
        return new Cost(
                Spread.of(runs, run -> run.cost().node()).median(),
                Spread.of(runs, run -> run.cost().postgres()).median(),
                Spread.of(runs, run -> run.cost().generator()).median(),
                Spread.of(runs, run -> run.cost().other()).median());
    }
}
