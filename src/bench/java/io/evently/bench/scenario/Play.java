package io.evently.bench.scenario;

import io.evently.bench.load.Workload;

/** A scenario played once, on events of its own. */
public interface Play extends Workload, Sale {}
