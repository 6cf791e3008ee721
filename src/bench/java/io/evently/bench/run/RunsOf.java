package io.evently.bench.run;

/** Makes the runs of one phase. */
interface RunsOf {
    Runs with(Contender contender, int connections);
}
