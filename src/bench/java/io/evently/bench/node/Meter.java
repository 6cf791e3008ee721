package io.evently.bench.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Measures what a run takes, from its making to {@link #stop}. */
public final class Meter {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<Long> nodes;
    private final Optional<Long> postmaster;
    private final Thread watch;
    private final long nodeMicros;
    private final long postgresMicros;
    private final long generatorMicros;
    private final Proc.MachineTime machine;
    private volatile boolean over;
    private volatile long peakBytes;

    private Meter(List<Long> nodes, Optional<Long> postmaster) {
        this.nodes = List.copyOf(nodes);
        this.postmaster = postmaster;
        this.watch = new Thread(this::watch, "memory-watch");
        this.watch.setDaemon(true);
        this.nodeMicros = nodeMicros();
        this.postgresMicros = postgresMicros();
        this.generatorMicros = generatorMicros();
        this.machine = Proc.machine();
    }

    /**
     * Begins now.
     *
     * @param nodes their process numbers
     * @param postmaster that of PostgreSQL, when it is on this machine
     */
    public static Meter start(List<Long> nodes, Optional<Long> postmaster) {
        Meter meter = new Meter(nodes, postmaster);
        meter.watch.start();
        return meter;
    }

    /** Ends it. Once only. */
    public Consumption stop() {
        over = true;
        long node = nodeMicros() - nodeMicros;
        long postgres = postgresMicros() - postgresMicros;
        long generator = generatorMicros() - generatorMicros;
        Proc.MachineTime now = Proc.machine();
        long busy = now.busyMicros() - machine.busyMicros();
        look();
        return new Consumption(
                node,
                postgres,
                generator,
                Math.max(0, busy - node - postgres - generator),
                now.stolenMicros() - machine.stolenMicros(),
                peakBytes);
    }

    private void watch() {
        try {
            while (!over) {
                look();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        for (long node : nodes) {
            peakBytes = Math.max(peakBytes, Proc.residentBytes(node));
        }
    }

    private long nodeMicros() {
        return nodes.stream().mapToLong(Proc::cpuMicros).sum();
    }

    private long postgresMicros() {
        return postmaster.map(Proc::cpuMicrosOfFamily).orElse(0L);
    }

    private static long generatorMicros() {
        return Proc.cpuMicros(ProcessHandle.current().pid());
    }
}
