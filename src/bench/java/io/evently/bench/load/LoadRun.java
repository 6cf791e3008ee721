package io.evently.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run, from the first connection to the last answer. Everything in it happens on its event loop. */
final class LoadRun implements Connection.Listener {
    // Finer timers would keep the event loop awake, on processors that the server needs.
    private static final long TICK_MICROS = 1_000;
    private static final long RECONNECT_MILLIS = 100;
    private static final long SWEEP_NANOS = Duration.ofMillis(250).toNanos();

    private final LoadPlan plan;
    private final Workload workload;
    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final Recorder recorder = new Recorder();
    private final Dispatch dispatch;
    private final List<Connection> connections = new ArrayList<>();
    private final CompletableFuture<Measured> finished = new CompletableFuture<>();
    private @Nullable ScheduledFuture<?> ticker;
    private int connected;
    private boolean begun;
    private int underWay;
    private long nextSweep;

    LoadRun(LoadPlan plan, Workload workload, EventLoop loop, Bootstrap bootstrap, LongSupplier nanoTime) {
        this.plan = plan;
        this.workload = workload;
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.dispatch = plan.pace().match(new Dispatching());
        for (int number = 0; number < plan.connections(); number++) {
            connections.add(new Connection(number, plan.nodeOf(number), bootstrap, this));
        }
    }

    /** Connects, then plays. The future fails when the nodes cannot be reached at all. */
    CompletableFuture<Measured> play() {
        loop.execute(() -> connections.forEach(Connection::connect));
        return finished;
    }

    @Override
    public void connected(Connection connection) {
        if (finished.isDone()) {
            connection.close();
        } else if (begun) {
            recorder.reconnected();
            dispatch.free(connection, nanoTime.getAsLong());
        } else if (++connected == connections.size()) {
            begin();
        }
    }

    @Override
    public void notConnected(Connection connection, String why) {
        if (!begun) {
            finish(new IllegalStateException("no connection to " + plan.nodeOf(connection.number()) + ": " + why));
        } else if (!finished.isDone()) {
            recorder.notConnected(why);
            reconnect(connection);
        }
    }

    @Override
    public void answered(Connection connection, Request request, Answer answer, long due, long sent) {
        long now = nanoTime.getAsLong();
        underWay--;
        try {
            String wrong =
                    workload.judge(connection.number(), request, answer, due).orElse("");
            recorder.answered(request.operation(), answer.status(), wrong, due, sent, now);
            dispatch.free(connection, now);
        } catch (RuntimeException e) {
            finish(e);
        }
        finishWhenOver(now);
    }

    @Override
    public void lost(Connection connection, @Nullable Request request, String why) {
        if (finished.isDone()) {
            return;
        }
        if (!begun) {
            finish(new IllegalStateException("a connection was lost before the start: " + why));
            return;
        }
        long now = nanoTime.getAsLong();
        if (request != null) {
            underWay--;
            recorder.lost(request.operation(), why, now);
        }
        reconnect(connection);
        finishWhenOver(now);
    }

    private void reconnect(Connection connection) {
        // What comes of it is told to the listener.
        ScheduledFuture<?> later = loop.schedule(
                () -> {
                    if (!finished.isDone()) {
                        connection.connect();
                    }
                },
                RECONNECT_MILLIS,
                TimeUnit.MILLISECONDS);
        if (later.isCancelled()) {
            finish(new IllegalStateException("the generator is closed"));
        }
    }

    private void begin() {
        begun = true;
        long now = nanoTime.getAsLong();
        recorder.begin(now);
        dispatch.begin(now);
        nextSweep = now + SWEEP_NANOS;
        ticker = loop.scheduleAtFixedRate(this::tick, TICK_MICROS, TICK_MICROS, TimeUnit.MICROSECONDS);
        try {
            connections.forEach(connection -> dispatch.free(connection, nanoTime.getAsLong()));
        } catch (RuntimeException e) {
            finish(e);
        }
    }

    private void tick() {
        long now = nanoTime.getAsLong();
        try {
            dispatch.tick(now);
        } catch (RuntimeException e) {
            finish(e);
        }
        if (now - nextSweep >= 0) {
            nextSweep = now + SWEEP_NANOS;
            long sentBefore = now - plan.patience().toNanos();
            connections.forEach(connection -> connection.giveUp(
                    sentBefore, "no answer within " + plan.patience().toSeconds() + " s"));
        }
        finishWhenOver(now);
    }

    private void send(Connection connection, long due, long now) {
        Request request = workload.next(connection.number());
        underWay++;
        connection.send(request, due, now);
    }

    private void finishWhenOver(long now) {
        if (begun && underWay == 0 && dispatch.over(now) && !finished.isDone()) {
            end();
            finished.complete(recorder.measured());
        }
    }

    private void finish(RuntimeException broken) {
        end();
        finished.completeExceptionally(broken);
    }

    private void end() {
        if (ticker != null) {
            ticker.cancel(false);
        }
        connections.forEach(Connection::close);
    }

    private final class Dispatching implements Pace.Cases<Dispatch> {
        @Override
        public Dispatch closed(Pace.Closed it) {
            return new ClosedDispatch(it, LoadRun.this::send);
        }

        @Override
        public Dispatch open(Pace.Open it) {
            return new OpenDispatch(
                    it,
                    new Random(it.seed()),
                    plan.patience().toNanos(),
                    LoadRun.this::send,
                    () -> recorder.notConnected(
                            "none was free for " + plan.patience().toSeconds() + " s"));
        }
    }
}
