package io.evently.delivery;

import io.evently.channel.ChannelName;
import io.evently.channel.Message;
import io.evently.schedule.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that are claimed for this node by the very transaction that makes them, so that they are tried at once and never
 * read back. Only while nothing older waits on that channel of that shard, as far as this node knows, and while there is room
 * for all of a batch: whatever is not handed over is due, and claimed in its turn. A node that dies leaves a lease behind, as
 * with any claim. One for each node; safe for all threads.
 */
public final class Handover {
    private final Duration lease;
    private final Map<ChannelName, Gate> gates = new ConcurrentHashMap<>();
    private final Map<Way, Lane> lanes = new ConcurrentHashMap<>();
    private final Signal room = new Signal();

    /** @param lease how long a delivery is left to this node */
    public Handover(Duration lease) {
        this.lease = lease;
    }

    /** What one transaction hands over on one channel. Ends with {@link #commit} or {@link #abandon}. */
    public final class Batch {
        private final Lane lane;
        private final Gate gate;
        private final int size;
        private final boolean accepted;
        private final List<ClaimedDelivery> made = new ArrayList<>();

        private Batch(Lane lane, Gate gate, int size) {
            this.lane = lane;
            this.gate = gate;
            this.size = size;
            this.accepted = lane.caughtUp && gate.take(size);
            if (!accepted) {
                lane.caughtUp = false;
                lane.uncommitted.incrementAndGet();
            }
        }

        /** Whether the deliveries of this batch are to be stored as claimed, with one attempt counted; else as due. */
        public boolean accepted() {
            return accepted;
        }

        /** Until when they are this node's. */
        public Instant leaseEnd(Instant now) {
            return now.plus(lease);
        }

        /** Adds one that the transaction makes; of no effect when the batch was not accepted. */
        public void add(Message message, UUID recipient, @Nullable UUID eventId, boolean failover) {
            if (accepted) {
                made.add(new ClaimedDelivery(
                        message, recipient, eventId, 1, false, message.createdAt(), failover, Set.of()));
            }
        }

        /** The transaction is committed: tries what it made. */
        public void commit() {
            if (accepted) {
                gate.reserved.addAndGet(-size);
                lane.take(List.copyOf(made));
            } else {
                lane.uncommitted.decrementAndGet();
            }
        }

        /** The transaction failed, or nobody knows: what it made, if it did, is claimed when the lease ends. */
        public void abandon() {
            if (accepted) {
                gate.reserved.addAndGet(-size);
            } else {
                lane.uncommitted.decrementAndGet();
            }
        }
    }

    /**
     * Whether what makes so many deliveries may go on. False while a channel that makes many attempts as one, and so will have room in a
     * moment, has none: what waits as a fact costs less than what waits as a delivery. A channel that is slow by nature is not waited for.
     */
    public boolean roomFor(int deliveries) {
        return gates.values().stream().allMatch(gate -> gate.roomFor(deliveries));
    }

    /** Rung when there may be room again. */
    public Signal room() {
        return room;
    }

    /** A batch of so many deliveries, which are about to be made. */
    public Batch begin(int shard, ChannelName channel, int size) {
        return new Batch(lane(shard, channel), gate(channel), size);
    }

    /** How this node delivers what is handed over on a channel. */
    Gate gate(ChannelName channel) {
        return gates.computeIfAbsent(channel, name -> new Gate(room));
    }

    /** How this node delivers what is handed over on a channel of a shard. */
    Lane lane(int shard, ChannelName channel) {
        return lanes.computeIfAbsent(new Way(shard, channel), way -> new Lane());
    }

    private record Way(int shard, ChannelName channel) {}

    /** The room of one channel. */
    static final class Gate {
        private final Signal signal;
        private final AtomicInteger reserved = new AtomicInteger();
        private volatile int room;
        private volatile boolean gathers;
        private volatile boolean awaited;

        Gate(Signal signal) {
            this.signal = signal;
        }

        /** Says that the channel makes one attempt of many. */
        void gathers(boolean many) {
            gathers = many;
        }

        /** Says how many deliveries could be taken over now. */
        void room(int deliveries) {
            room = deliveries;
            if (awaited && deliveries > 0) {
                awaited = false;
                signal.ring();
            }
        }

        private boolean roomFor(int deliveries) {
            if (!gathers || reserved.get() + deliveries <= room) {
                return true;
            }
            awaited = true;
            // It may have come in between, with nobody to ring for.
            return reserved.get() + deliveries <= room;
        }

        private boolean take(int deliveries) {
            int before;
            do {
                before = reserved.get();
                if (before + deliveries > room) {
                    return false;
                }
            } while (!reserved.compareAndSet(before, before + deliveries));
            return true;
        }
    }

    /** One channel of one shard. */
    static final class Lane {
        private final AtomicInteger uncommitted = new AtomicInteger();
        private volatile boolean caughtUp;
        private volatile boolean open;
        private volatile Consumer<List<ClaimedDelivery>> worker = deliveries -> {};

        /** From now on what is handed over goes there, on any thread. */
        void to(Consumer<List<ClaimedDelivery>> taker) {
            worker = taker;
            open = true;
        }

        /** No batch is accepted from now on; those that were go where they went. */
        void close() {
            open = false;
            caughtUp = false;
        }

        /** Whether all that was made due here is committed, so that a look finds it. */
        boolean settled() {
            return uncommitted.get() == 0;
        }

        /** A look that began while all was {@link #settled} found nothing that it left behind. */
        void caughtUp() {
            caughtUp = open && settled();
        }

        private void take(List<ClaimedDelivery> deliveries) {
            if (!deliveries.isEmpty()) {
                worker.accept(deliveries);
            }
        }
    }
}
