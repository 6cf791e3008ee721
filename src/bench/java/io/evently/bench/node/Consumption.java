package io.evently.bench.node;

/**
 * What a run took of the machine.
 *
 * @param nodeMicros processor time of all nodes, in microseconds
 * @param postgresMicros of PostgreSQL with all its processes; 0 when it is on another machine
 * @param generatorMicros of the load generator
 * @param otherMicros of everything else on the machine; much of it means that the run was disturbed
 * @param stolenMicros that the hypervisor gave to other machines
 * @param nodePeakBytes the most resident memory that a single node had
 */
public record Consumption(
        long nodeMicros,
        long postgresMicros,
        long generatorMicros,
        long otherMicros,
        long stolenMicros,
        long nodePeakBytes) {}
