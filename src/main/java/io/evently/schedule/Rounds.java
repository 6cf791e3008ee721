package io.evently.schedule;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is looked for again and again. A round begins when the pause after the one before is over, so that rounds never
 * overlap. A ring shortens the pause, or asks for one more round if one is under way. Pauses can grow while nothing comes. After
 * a failure they grow, too, up to that of the poll; a row of failures is logged when it begins and when it ends. Lives on the
 * event loop that starts it; only {@link #ring} is for all threads.
 */
public final class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final long FIRST_RETRY_MS = 20;
    private static final int MOST_DOUBLINGS = 20;
    // Rounds of one event loop that end a pause together wake it once.
    private static final long TOGETHER_MS = 250;
    private static final long LONG_MS = 1_000;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Vertx vertx;
    private final String name;
    private final long pollMillis;
    private final long gatherMillis;
    private final Supplier<Future<Next>> work;
    private final List<Signal> signals = new ArrayList<>();
    // Ticks at which a round was asked for, from now on.
    private final NavigableSet<Long> wanted = new TreeSet<>();
    private final Runnable listener = this::ring;
    private final AtomicBoolean rung = new AtomicBoolean();
    private BackgroundBudget.@Nullable Account budget;
    private volatile @Nullable Context loop;
    private long longestMillis;
    private long apartMillis;
    private long foundAt = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private long begunAt;
    private long quietMillis;
    private State state = State.STOPPED;
    private Future<?> round = Future.succeededFuture();
    private long timer = -1;
    private long dueAt;
    private int retries;
    private boolean again;
    private boolean failing;

    /**
     * Rounds that begin with {@link #start}.
     *
     * @param name begins a sentence in the log, for example {@code Sweeping shard 3}
     * @param poll the pause while nobody rings; at least a millisecond
     * @param gather the pause after a ring, so that what is committed together is worked on together; may be zero
     * @param work one round; runs on the event loop, must not block, and may fail or throw
     */
    public Rounds(Vertx vertx, String name, Duration poll, Duration gather, Supplier<Future<Next>> work) {
        this.vertx = vertx;
        this.name = name;
        this.pollMillis = Math.max(1, poll.toMillis());
        this.longestMillis = pollMillis;
        this.quietMillis = pollMillis;
        this.gatherMillis = gather.toMillis();
        this.work = work;
    }

    /** Rounds of work that nobody rings for and that takes what there is each time. */
    public static Rounds every(Vertx vertx, String name, Duration pause, Supplier<Future<Void>> work) {
        return new Rounds(vertx, name, pause, Duration.ZERO, () -> work.get().map(done -> Next.NOTHING));
    }

    /**
     * Lets a round begin only when the budget allows it, and counts what rounds use. While it does not, it
     * is asked again after each pause of the poll. To be called before the start.
     */
    public Rounds within(BackgroundBudget.Account shared) {
        budget = shared;
        return this;
    }

    /**
     * Doubles the pause after each round that finds nothing, from that of the poll up to this one. Anything that is found, and any
     * ring, sets it back. To be called before the start.
     */
    public Rounds growingTo(Duration longest) {
        longestMillis = Math.max(pollMillis, longest.toMillis());
        return this;
    }

    /**
     * Lets a round begin at the earliest so long after the last one that found something began, unless that one left something behind:
     * in a steady stream many small rounds cost more than few larger ones. A ring after a quiet time is not put off. To be called
     * before the start.
     */
    public Rounds apart(Duration pause) {
        apartMillis = pause.toMillis();
        return this;
    }

    /** Has this signal ring for these rounds until they stop. To be called before the start. */
    @CanIgnoreReturnValue
    public Rounds rungBy(Signal signal) {
        signals.add(signal);
        return this;
    }

    /** Begins with a pause, which a ring shortens. To be called on the event loop on which the rounds shall run. */
    public void start() {
        loop = vertx.getOrCreateContext();
        signals.forEach(signal -> signal.onRing(listener));
        rest(State.RESTING, pollMillis);
    }

    /** Says that there is something to do. For all threads, and often: many rings of a moment count as one. */
    public void ring() {
        Context there = loop;
        if (there != null && rung.compareAndSet(false, true)) {
            there.runOnContext(turn -> heard());
        }
    }

    /**
     * Says that there will be something to do after so long, however long the pauses are by then. Wishes for about the same time
     * count as one. On the event loop of the rounds.
     */
    public void ringIn(Duration delay) {
        long at = System.nanoTime() + Math.max(0, delay.toNanos());
        wanted.add(Math.floorDiv(at, TICK_NANOS) + 1);
        if (state == State.RESTING) {
            shorten(untilWanted());
        }
    }

    /** Completes, always well, when a round under way has ended; there will be no other. On the event loop of the rounds. */
    public Future<Void> stop() {
        state = State.STOPPED;
        signals.forEach(signal -> signal.silence(listener));
        vertx.cancelTimer(timer);
        return round.<Void>mapEmpty().otherwiseEmpty();
    }

    private void heard() {
        rung.set(false);
        quietMillis = pollMillis;
        if (state == State.RUNNING) {
            again = true;
        } else if (state == State.RESTING) {
            shorten(gathering());
        } else if (state == State.ELSEWHERE) {
            retries = 1;
            shorten(Math.max(gatherMillis, FIRST_RETRY_MS));
        }
    }

    // Never lengthens: rings that come without end must not put off the round for ever.
    private void shorten(long millis) {
        if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) < dueAt) {
            rest(state, millis);
        }
    }

    private void rest(State pause, long millis) {
        vertx.cancelTimer(timer);
        if (millis <= 0) {
            atOnce();
            return;
        }
        state = pause;
        dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        timer = vertx.setTimer(millis, fired -> begin());
    }

    // In a turn of its own, so that work that ends at once leaves the event loop to others in between.
    private void atOnce() {
        state = State.RUNNING;
        vertx.runOnContext(turn -> begin());
    }

    private void begin() {
        if (state == State.STOPPED) {
            return;
        }
        long wait = budget == null ? 0 : Math.min(budget.waitMillis(), pollMillis);
        if (wait > 0) {
            rest(State.HELD, wait);
            return;
        }
        state = State.RUNNING;
        again = false;
        if (!wanted.isEmpty() && wanted.first() * TICK_NANOS - System.nanoTime() <= 0) {
            wanted.headSet(Math.floorDiv(System.nanoTime(), TICK_NANOS), true).clear();
            quietMillis = pollMillis;
        }
        begunAt = System.nanoTime();
        long begun = budget == null ? 0 : budget.begun();
        round = attempt().onComplete(done -> ended(begun, done));
    }

    private Future<Next> attempt() {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void ended(long begun, AsyncResult<Next> done) {
        if (budget != null) {
            budget.ended(begun, done.succeeded() && done.result().worked());
        }
        if (state == State.STOPPED) {
            return;
        }
        note(done.cause());
        if (done.failed()) {
            rest(State.BACKING_OFF, growing());
            return;
        }
        switch (done.result()) {
            case MORE -> {
                retries = 0;
                quietMillis = pollMillis;
                atOnce();
            }
            case ELSEWHERE -> {
                retries = again ? 0 : retries;
                rest(State.ELSEWHERE, growing());
            }
            case SOON -> {
                retries = 0;
                quietMillis = pollMillis;
                rest(State.RESTING, gatherMillis);
            }
            case DONE -> {
                retries = 0;
                quietMillis = pollMillis;
                foundAt = begunAt;
                rest(State.RESTING, again ? gathering() : Math.min(pollMillis, untilWanted()));
            }
            case NOTHING -> {
                retries = 0;
                rest(State.RESTING, again ? gathering() : Math.min(quiet(), untilWanted()));
            }
        }
    }

    private long gathering() {
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - foundAt);
        return Math.max(gatherMillis, apartMillis - since);
    }

    private long quiet() {
        long pause = quietMillis;
        quietMillis = Math.min(2 * pause, longestMillis);
        if (pause < LONG_MS || pause == pollMillis) {
            return pause;
        }
        long past = (TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) + pause) % TOGETHER_MS;
        return pause - Math.floorMod(past, TOGETHER_MS);
    }

    private long untilWanted() {
        return wanted.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(1, TimeUnit.NANOSECONDS.toMillis(wanted.first() * TICK_NANOS - System.nanoTime()) + 1);
    }

    private long growing() {
        long pause = FIRST_RETRY_MS << Math.min(retries, MOST_DOUBLINGS);
        retries++;
        return Math.min(pause, pollMillis);
    }

    private void note(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            log.warn("{} fails and will be tried again", name, failure);
        } else if (failure == null && failing) {
            log.info("{} works again", name);
        }
        failing = failure != null;
    }

    private enum State {
        /** A round is under way, or begins in the next turn. */
        RUNNING,
        /** Pauses; a ring shortens that. */
        RESTING,
        /** Pauses because somebody else is at it; a ring shortens that to the first retry. */
        ELSEWHERE,
        /** Pauses because the budget is used up; a ring changes nothing. */
        HELD,
        /** Pauses after a failure; a ring changes nothing. */
        BACKING_OFF,
        STOPPED
    }
}
