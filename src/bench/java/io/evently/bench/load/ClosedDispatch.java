package io.evently.bench.load;

/** Each free connection sends at once, until the time is over or everything is sent. */
final class ClosedDispatch implements Dispatch {
    private final Pace.Closed pace;
    private final Sender sender;
    private long end;
    private long sent;

    /** Sends the next request of a connection. */
    interface Sender {
        void send(Connection connection, long due, long now);
    }

    ClosedDispatch(Pace.Closed pace, Sender sender) {
        this.pace = pace;
        this.sender = sender;
    }

    @Override
    public void begin(long now) {
        end = now + pace.time().toNanos();
    }

    @Override
    public void free(Connection connection, long now) {
        if (!over(now)) {
            sent++;
            sender.send(connection, now, now);
        }
    }

    @Override
    public void tick(long now) {}

    @Override
    public boolean over(long now) {
        return now - end >= 0 || sent >= pace.requests();
    }
}
