package io.evently.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event locks in a Hazelcast map of our own: inside the node a queue per event, across nodes one record per event that
 * only entry processors change. No thread waits for anything; nothing is kept for an event that nobody asks for.
 */
final class HazelcastEventLocks implements EventLocks {
    /** Set up in cluster.xml under this name. */
    static final String MAP = "evently.locks";

    private static final Logger log = LoggerFactory.getLogger(HazelcastEventLocks.class);
    private static final int SHORTEST_PAUSE_MS = 20;
    private static final int LONGEST_PAUSE_MS = 50;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final IMap<UUID, LockRecord> records;
    private final UUID node;
    private final Duration lease;
    private final long liveNanos;
    private final RandomGenerator random;
    private final LocalQueues<Acquisition> queues = new LocalQueues<>();
    private final Map<UUID, Acquisition> asking = new ConcurrentHashMap<>();
    private final Map<UUID, Hold> holds = new ConcurrentHashMap<>();

    private HazelcastEventLocks(
            Vertx vertx, IMap<UUID, LockRecord> records, UUID node, Duration lease, RandomGenerator random) {
        this.vertx = vertx;
        this.records = records;
        this.node = node;
        this.lease = lease;
        // The holder stops a tenth early: its write needs time to arrive, and clocks do not run quite alike.
        this.liveNanos = lease.toNanos() / 10 * 9;
        this.random = random;
    }

    /**
     * @param node this member's {@link NodeAttribute}
     * @param random thread-safe
     */
    static Future<HazelcastEventLocks> open(
            Vertx vertx, HazelcastInstance hazelcast, UUID node, Duration lease, RandomGenerator random) {
        var locks = new HazelcastEventLocks(vertx, hazelcast.getMap(MAP), node, lease, random);
        return vertx.eventBus()
                .<Buffer>consumer(LockNudge.address(node), locks::nudged)
                .completion()
                .map(locks);
    }

    @Override
    public Future<Grant> acquire(UUID eventId, Duration patience) {
        Context context = vertx.getOrCreateContext();
        var acquisition = new Acquisition(eventId, context);
        long patienceMs = Math.max(1, patience.toMillis());
        if (Context.isOnEventLoopThread() && Vertx.currentContext() == context) {
            acquisition.begin(patienceMs);
        } else {
            context.runOnContext(now -> acquisition.begin(patienceMs));
        }
        return acquisition.grant.future();
    }

    /** Events this node has or waits for; zero when idle. */
    int localQueues() {
        return queues.size();
    }

    private void nudged(Message<Buffer> message) {
        LockNudge nudge = LockNudge.from(message.body());
        if (nudge.free()) {
            Acquisition waiting = asking.get(nudge.event());
            if (waiting != null) {
                waiting.context.runOnContext(now -> waiting.wake());
            }
        } else {
            Hold hold = holds.get(nudge.event());
            if (hold != null) {
                hold.wanted();
            }
        }
    }

    private void tell(@Nullable UUID other, LockNudge nudge) {
        if (other != null && !other.equals(node)) {
            vertx.eventBus().send(LockNudge.address(other), nudge.toBuffer());
        }
    }

    private void endTurn(UUID event) {
        Acquisition next = queues.leave(event);
        if (next != null) {
            next.context.runOnContext(now -> next.attempt());
        }
    }

    // Hazelcast would run plain continuations on a pool, and on few cores on a new thread each: hand over from its own.
    private <A> void submit(UUID event, LockStep<A> step, BiConsumer<@Nullable A, @Nullable Throwable> then) {
        CompletionStage<A> submitted;
        try {
            submitted = records.submitToKey(event, step);
        } catch (RuntimeException e) {
            then.accept(null, e);
            return;
        }
        submitted.whenCompleteAsync(then, Runnable::run);
    }

    /** Lets go of the event in the cluster, then wakes whom the cluster names, then serves this node's next. */
    private void letGo(UUID event, long token, Runnable then) {
        submit(event, new LockStep.Release(node, token), (next, failure) -> {
            if (failure == null) {
                tell(next, new LockNudge(true, event));
            } else {
                log.debug("Release of event {} is left to its lease", event, failure);
            }
            then.run();
        });
    }

    /** One caller's wish. Its fields are only touched on its context. */
    private final class Acquisition {
        private final UUID event;
        private final Context context;
        private final Promise<Grant> grant = Promise.promise();
        private boolean over;
        private boolean underWay;
        private boolean woken;
        private long patienceTimer = NO_TIMER;
        private long pauseTimer = NO_TIMER;

        Acquisition(UUID event, Context context) {
            this.event = event;
            this.context = context;
        }

        void begin(long patienceMs) {
            patienceTimer = vertx.setTimer(patienceMs, timer -> outOfPatience());
            if (queues.enter(event, this)) {
                attempt();
            }
        }

        void attempt() {
            if (over) {
                finish();
                endTurn(event);
                return;
            }
            underWay = true;
            woken = false;
            asking.put(event, this);
            long asked = System.nanoTime();
            submit(
                    event,
                    new LockStep.Acquire(node, lease.toMillis()),
                    (answer, failure) -> context.runOnContext(now -> answered(answer, failure, asked)));
        }

        private void answered(@Nullable LockAnswer answer, @Nullable Throwable failure, long asked) {
            underWay = false;
            if (answer == null) {
                failed(failure);
            } else if (answer.granted()) {
                boolean tooLate = over;
                finish();
                Hold hold = new Hold(event, context, answer, asked);
                if (tooLate) {
                    hold.letGo();
                } else {
                    grant.complete(hold);
                }
            } else if (over) {
                finish();
                endTurn(event);
            } else {
                refused(answer);
            }
        }

        private void failed(@Nullable Throwable failure) {
            if (failure instanceof SplitBrainProtectionException
                    || failure instanceof HazelcastInstanceNotActiveException) {
                finish();
                grant.tryFail(new LockUnavailableException(event, "the cluster cannot grant it", failure));
            } else {
                log.debug("Asking for event {} failed, asks again", event, failure);
            }
            // Whether it was granted is unknown: undo it, or this node would wait for its own lease.
            underWay = true;
            letGo(event, LockRecord.ANY_TOKEN, () -> context.runOnContext(now -> undone()));
        }

        private void undone() {
            underWay = false;
            if (over) {
                finish();
                endTurn(event);
            } else {
                pause();
            }
        }

        private void refused(LockAnswer answer) {
            tell(answer.owner(), new LockNudge(false, event));
            if (woken) {
                attempt();
            } else {
                pause();
            }
        }

        private void pause() {
            long pause = random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS + 1);
            pauseTimer = vertx.setTimer(pause, timer -> attempt());
        }

        void wake() {
            if (underWay) {
                woken = true;
            } else if (!over && vertx.cancelTimer(pauseTimer)) {
                attempt();
            }
        }

        private void outOfPatience() {
            over = true;
            grant.tryFail(new LockUnavailableException(event, "not granted in time", null));
            // Still queued: the turn is passed on when it comes. Under way: when its answer comes.
            if (vertx.cancelTimer(pauseTimer)) {
                finish();
                endTurn(event);
            }
        }

        private void finish() {
            over = true;
            asking.remove(event, this);
            vertx.cancelTimer(patienceTimer);
        }
    }

    private final class Hold implements Grant {
        private final UUID event;
        private final Context context;
        private final long token;
        private final long asked;
        private final long leaseTimer;
        private final AtomicBoolean released = new AtomicBoolean();
        private final AtomicBoolean turnEnded = new AtomicBoolean();
        private final Promise<Void> gone = Promise.promise();
        private volatile boolean contended;
        private volatile Runnable contendedHandler = () -> {};

        Hold(UUID event, Context context, LockAnswer answer, long asked) {
            this.event = event;
            this.context = context;
            this.token = answer.token();
            this.asked = asked;
            this.contended = answer.contended();
            holds.put(event, this);
            this.leaseTimer = vertx.setTimer(lease.toMillis(), timer -> leaseOver());
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public boolean live() {
            return !released.get() && System.nanoTime() - asked < liveNanos;
        }

        @Override
        public boolean contended() {
            return contended;
        }

        @Override
        public void onContended(Runnable handler) {
            contendedHandler = handler;
            if (contended) {
                wanted();
            }
        }

        void wanted() {
            contended = true;
            context.runOnContext(now -> contendedHandler.run());
        }

        @Override
        public Future<Void> release() {
            letGo();
            return gone.future();
        }

        void letGo() {
            if (released.compareAndSet(false, true)) {
                vertx.cancelTimer(leaseTimer);
                HazelcastEventLocks.this.letGo(event, token, () -> {
                    passOn();
                    context.runOnContext(now -> gone.complete());
                });
            }
        }

        private void leaseOver() {
            log.warn("Event {} was held past its lease of {} ms", event, lease.toMillis());
            passOn();
        }

        private void passOn() {
            if (turnEnded.compareAndSet(false, true)) {
                holds.remove(event, this);
                endTurn(event);
            }
        }
    }
}
