package io.evently.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What is left for work that can wait. While nobody waits for anything there is no limit. While somebody does, such work has an
 * allowance: so many pieces at the same time, on average. The allowance grows while requests queue for less than the wanted delay and
 * shrinks while they queue for longer: the way of LEDBAT (RFC 6817, 2012), which gives a transfer that can wait what others leave of
 * a line. It does not shrink below a quarter of a piece while requests queue for
 * up to twice the wanted delay, below a ninth up to three times, and so on with the square, and never below the floor, which rises
 * while work is late and no on-sale is the reason. One for each node; safe for all threads.
 */
public final class BackgroundBudget {
    private static final Duration MOMENT = Duration.ofMillis(100);
    /** As many pieces at once as there will ever be. */
    private static final double MOST = 8;

    private static final double LESS = 0.7;
    private static final double MORE = 1.2;
    private static final double NANOS = 1e9;
    private static final double HALF_SECOND = NANOS / 2;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    /** A new delay counts for so much of the average. */
    private static final double WEIGHT = 0.2;
    /** After so long it is worth asking again whether another piece has ended. */
    private static final long TURN_MILLIS = 3;
    /** What was not used is saved for so long, in seconds of the allowance. */
    private static final double SAVED_SECONDS = 0.05;
    /** However long a piece took, the next one waits no longer than this after its end. */
    private static final double LONGEST_REST_SECONDS = 2;
    /** The floor rises with each half second that work for one person has waited, up to so many pieces. */
    private static final double RAISED_FLOOR = 0.75;

    /** When more bookings than these are written together, they come faster than they can be served one by one. */
    private static final double FEW = 8;

    private static final long LATENESS_KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LATENESS_FORGOTTEN_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** What is for many people gets so much of the allowance, so that it does not delay what is for one. */
    private static final double BULK_PART = 0.25;

    private final Predicate<Duration> askedWithin;
    private final LongSupplier queueingNanos;
    private final DoubleSupplier crowd;
    private final BackgroundConfig config;
    private final LongSupplier nanoTime;
    private final Account own;
    private final Account bulk;
    private double allowance = MOST;
    private int underWay;
    private double delayNanos;
    private long steppedAt;
    private long sampledAt;
    private long latenessNanos;
    private long latenessAt;

    /** A budget that nobody has used yet. */
    public BackgroundBudget(Foreground foreground, BackgroundConfig config) {
        this(foreground::askedWithin, foreground::sampleNanos, foreground::crowd, config, System::nanoTime);
    }

    /**
     * The same with a foreground of one's own.
     *
     * @param askedWithin whether anybody asked for anything within this last span of time
     * @param queueingNanos how long requests queue; each call measures anew
     * @param crowd how many of those that are served turn by turn are served together
     */
    BackgroundBudget(
            Predicate<Duration> askedWithin,
            LongSupplier queueingNanos,
            DoubleSupplier crowd,
            BackgroundConfig config,
            LongSupplier nanoTime) {
        this.askedWithin = askedWithin;
        this.queueingNanos = queueingNanos;
        this.crowd = crowd;
        this.config = config;
        this.nanoTime = nanoTime;
        this.steppedAt = nanoTime.getAsLong();
        this.sampledAt = steppedAt;
        this.latenessAt = steppedAt;
        this.own = new Account(1, steppedAt);
        this.bulk = new Account(BULK_PART, steppedAt);
    }

    /** Reports the allowance and the delay that it follows. */
    public void reportTo(MeterRegistry meters) {
        Gauge.builder("evently.background.allowance", this, BackgroundBudget::allowance)
                .description("Pieces of background work that may be at work at the same time, on average")
                .register(meters);
        Gauge.builder("evently.foreground.delay", this, budget -> budget.delay() / NANOS)
                .description(
                        "How long requests lately queued for an event loop, a connection or their turn in a lane, while background work was to be done")
                .baseUnit("seconds")
                .register(meters);
    }

    /** For work that is for one person, or that others wait for. */
    public Account own() {
        return own;
    }

    /** For work that is for many people alike: it has a quarter of the allowance, and what it uses counts for the other kind as well. */
    public Account bulk() {
        return bulk;
    }

    synchronized double allowance() {
        return allowance;
    }

    private synchronized double delay() {
        return delayNanos;
    }

    private synchronized long waitMillis(Account account) {
        long now = nanoTime.getAsLong();
        if (!askedWithin.test(MOMENT)) {
            own.forgive(now);
            bulk.forgive(now);
            allowance = MOST;
            delayNanos = 0;
            steppedAt = now;
            return 0;
        }
        if (now - sampledAt >= SAMPLE_NANOS) {
            sampledAt = now;
            delayNanos += WEIGHT * (queueingNanos.getAsLong() - delayNanos);
        }
        while (now - steppedAt >= STEP_NANOS) {
            steppedAt = Math.max(steppedAt + STEP_NANOS, now - 5 * STEP_NANOS);
            allowance = delayNanos > config.delay().toNanos()
                    ? Math.max(least(now), allowance * LESS)
                    : Math.min(MOST, allowance * MORE);
        }
        if (allowance >= MOST) {
            return 0;
        }
        return underWay >= Math.ceil(allowance) ? TURN_MILLIS : account.waitMillis(now, allowance);
    }

    // A busy site tells people within seconds what they did. In an on-sale bookings come in crowds and go first.
    private double least(long now) {
        double part = config.delay().toNanos() / delayNanos;
        double late = now - latenessAt < LATENESS_FORGOTTEN_NANOS ? latenessNanos : 0;
        double raised = Math.min(RAISED_FLOOR, config.floor() * late / HALF_SECOND);
        double calm = Math.min(1, FEW / Math.max(FEW, crowd.getAsDouble()));
        return Math.max(config.floor(), calm * Math.max(Math.min(1, part * part), raised));
    }

    private synchronized void late(long nanos) {
        long now = nanoTime.getAsLong();
        if (nanos >= latenessNanos || now - latenessAt >= LATENESS_KEPT_NANOS) {
            latenessNanos = nanos;
            latenessAt = now;
        }
    }

    private synchronized void begun() {
        underWay++;
    }

    private synchronized void ended() {
        underWay--;
    }

    private synchronized void used(Account account, long nanos) {
        long now = nanoTime.getAsLong();
        account.use(now, nanos, allowance);
        if (account == bulk) {
            own.use(now, nanos, allowance);
        }
    }

    /** What one kind of work has used of the budget. */
    public final class Account {
        private final double part;
        /** Seconds of work that may be done at once; below zero while it must rest. */
        private double balance;

        private long filledAt;
        /** Since when it must. */
        private long indebtedAt;

        private Account(double part, long now) {
            this.part = part;
            this.filledAt = now;
            this.indebtedAt = now;
        }

        /** How long to wait before the next piece of work, in milliseconds; 0: not at all. */
        public long waitMillis() {
            return BackgroundBudget.this.waitMillis(this);
        }

        /** Notes that a piece of work begins; {@link #ended} must follow. Returns when that was. */
        long begun() {
            BackgroundBudget.this.begun();
            return nanoTime.getAsLong();
        }

        /** Notes that it is over, and what it took if it was worth counting. */
        void ended(long begun, boolean worked) {
            BackgroundBudget.this.ended();
            if (worked) {
                usedSince(begun);
            }
        }

        /** Notes that a piece of work was under way from then until now. */
        public void usedSince(long begunNanoTime) {
            used(this, nanoTime.getAsLong() - begunNanoTime);
        }

        /**
         * Notes how long what is worked on now has waited; the longest counts until two seconds later a shorter time is noted, and for ten
         * seconds at most. What is left to this work rises by the floor for each half second of it, up to three quarters of a piece,
         * so that a busy site tells people within seconds; less while bookings come in crowds, by the size of the crowd.
         */
        public void late(Duration waited) {
            BackgroundBudget.this.late(waited.toNanos());
        }

        private void forgive(long now) {
            balance = Math.max(0, balance);
            filledAt = now;
        }

        private long waitMillis(long now, double pieces) {
            fill(now, pieces);
            double rested = (now - indebtedAt) / NANOS;
            if (rested >= LONGEST_REST_SECONDS) {
                balance = Math.max(0, balance);
            }
            return balance >= 0
                    ? 0
                    : (long) (Math.min(-balance / (pieces * part), LONGEST_REST_SECONDS - rested) * 1_000) + 1;
        }

        private void fill(long now, double pieces) {
            double rate = pieces * part;
            balance = Math.min(SAVED_SECONDS * rate, balance + (now - filledAt) / NANOS * rate);
            filledAt = now;
        }

        private void use(long now, long nanos, double pieces) {
            fill(now, pieces);
            indebtedAt = balance < 0 ? indebtedAt : now;
            balance = Math.max(balance - nanos / NANOS, -LONGEST_REST_SECONDS * pieces * part);
        }
    }
}
