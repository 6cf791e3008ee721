package io.evently.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One change of a lock's record, made on the partition thread of the member that keeps it. Travels by
 * {@link LockSerializers}, never by Java serialization.
 */
abstract class LockStep<A> implements EntryProcessor<UUID, LockRecord, A>, HazelcastInstanceAware {
    private static final long serialVersionUID = 1L;
    // Cleans up after owners and waiters that vanished; decisions look at the times in the record, never at this.
    private static final long LITTER_SECONDS = 120;

    final UUID node;
    private transient @Nullable HazelcastInstance hazelcast;
    private transient @Nullable LockRecord outcome;

    LockStep(UUID node) {
        this.node = node;
    }

    @Override
    public final void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
        hazelcast = hazelcastInstance;
    }

    /** Carries the outcome: deciding again on the backup would read another clock and might decide otherwise. */
    @Override
    public final EntryProcessor<UUID, LockRecord, A> getBackupProcessor() {
        return new Keep<>(outcome);
    }

    final HazelcastInstance member() {
        return Objects.requireNonNull(hazelcast, "set by Hazelcast before it processes");
    }

    final void write(Entry<UUID, LockRecord> entry, @Nullable LockRecord record) {
        outcome = record;
        store(entry, record);
    }

    private static void store(Entry<UUID, LockRecord> entry, @Nullable LockRecord record) {
        if (record == null) {
            remove(entry);
        } else {
            ((ExtendedMapEntry<UUID, LockRecord>) entry).setValue(record, LITTER_SECONDS, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("NullAway") // Hazelcast's way to remove an entry
    private static void remove(Entry<UUID, LockRecord> entry) {
        entry.setValue(null);
    }

    /** Takes the event for a node, or notes that the node waits. */
    static final class Acquire extends LockStep<LockAnswer> {
        private static final long serialVersionUID = 1L;
        private static final String TOKENS = "evently.lock.tokens";
        private static final int TOKENS_PER_MS_BITS = 16;

        final long leaseMs;

        Acquire(UUID node, long leaseMs) {
            super(node);
            this.leaseMs = leaseMs;
        }

        @Override
        public LockAnswer process(Entry<UUID, LockRecord> entry) {
            long now = member().getCluster().getClusterTime();
            LockRecord before = entry.getValue() == null ? LockRecord.FREE : entry.getValue();
            boolean granted = before.grantableTo(node, now, this::isMember);
            LockRecord after = granted
                    ? before.grantedTo(node, nextToken(now, before.token()), now + leaseMs, now)
                    : before.refusedTo(node, now);
            write(entry, after);
            return new LockAnswer(
                    granted, after.token(), after.owner(), !after.waiters().isEmpty());
        }

        // Records are dropped when nobody waits, so tokens grow with the clock and not with the record.
        private long nextToken(long now, long previous) {
            AtomicLong last = (AtomicLong) member().getUserContext().computeIfAbsent(TOKENS, name -> new AtomicLong());
            long least = Math.max(previous + 1, now << TOKENS_PER_MS_BITS);
            return last.updateAndGet(given -> Math.max(given + 1, least));
        }

        private boolean isMember(UUID owner) {
            Optional<String> attribute = Optional.of(owner.toString());
            return member().getCluster().getMembers().stream()
                    .anyMatch(member -> attribute.equals(NodeAttribute.of(member)));
        }
    }

    /** Gives the event back, if it is still the node's under that token; answers which node to wake, if any. */
    static final class Release extends LockStep<@Nullable UUID> {
        private static final long serialVersionUID = 1L;

        final long token;

        Release(UUID node, long token) {
            super(node);
            this.token = token;
        }

        @Override
        public @Nullable UUID process(Entry<UUID, LockRecord> entry) {
            LockRecord before = entry.getValue();
            if (before == null || !before.ownedBy(node, token)) {
                write(entry, before);
                return null;
            }
            LockRecord after = before.released(member().getCluster().getClusterTime());
            write(entry, after);
            return after == null ? null : after.waiters().get(0).node();
        }
    }

    /** Sets a backup's record to what the step came to. */
    static final class Keep<A> implements EntryProcessor<UUID, LockRecord, A> {
        private static final long serialVersionUID = 1L;

        final transient @Nullable LockRecord record;

        Keep(@Nullable LockRecord record) {
            this.record = record;
        }

        @Override
        @SuppressWarnings("NullAway") // nobody reads a backup's answer
        public A process(Entry<UUID, LockRecord> entry) {
            store(entry, record);
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // a backup has no backup
        public EntryProcessor<UUID, LockRecord, A> getBackupProcessor() {
            return null;
        }
    }
}
