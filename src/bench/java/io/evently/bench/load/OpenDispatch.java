package io.evently.bench.load;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Requests become due by the clock alone. One that is due while no connection is free waits for one, and its latency
 * runs meanwhile.
 */
final class OpenDispatch implements Dispatch {
    private final LongSupplier gaps;
    private final long timeNanos;
    private final long patienceNanos;
    private final ClosedDispatch.Sender sender;
    private final Runnable abandoned;
    // In turn, so that no connection idles until the server closes it.
    private final ArrayDeque<Connection> connections = new ArrayDeque<>();
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private long next;
    private long end;

    /** @param abandoned told of each request that waited for a connection for longer than anybody would */
    OpenDispatch(
            Pace.Open pace,
            RandomGenerator random,
            long patienceNanos,
            ClosedDispatch.Sender sender,
            Runnable abandoned) {
        this.gaps = pace.arrivals().gaps(pace.perSecond(), random);
        this.timeNanos = pace.time().toNanos();
        this.patienceNanos = patienceNanos;
        this.sender = sender;
        this.abandoned = abandoned;
    }

    @Override
    public void begin(long now) {
        next = now + gaps.getAsLong();
        end = now + timeNanos;
    }

    @Override
    public void free(Connection connection, long now) {
        connections.addLast(connection);
        tick(now);
    }

    @Override
    public void tick(long now) {
        while (next - now <= 0 && next - end < 0) {
            waiting.addLast(next);
            next += gaps.getAsLong();
        }
        while (!waiting.isEmpty() && now - waiting.getFirst() > patienceNanos) {
            waiting.removeFirst();
            abandoned.run();
        }
        while (!waiting.isEmpty() && !connections.isEmpty()) {
            Connection connection = connections.removeFirst();
            // One that was lost meanwhile comes again by itself.
            if (connection.free()) {
                sender.send(connection, waiting.removeFirst(), now);
            }
        }
    }

    @Override
    public boolean over(long now) {
        return next - end >= 0 && waiting.isEmpty();
    }
}
