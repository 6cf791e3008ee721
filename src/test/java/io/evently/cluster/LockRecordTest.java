package io.evently.cluster;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LockRecordTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final long NOW = 1_000_000;

    @Test
    @DisplayName("A free event is anybody's")
    void free() {
        assertThat(LockRecord.FREE.grantableTo(A, NOW, LockRecordTest::isMember))
                .isTrue();
    }

    @Test
    @DisplayName("An owned event is nobody's, not even its owner's, until the lease has run out")
    void owned() {
        LockRecord owned = LockRecord.FREE.grantedTo(A, 7, NOW + 100, NOW);
        assertThat(owned.grantableTo(A, NOW + 99, LockRecordTest::isMember)).isFalse();
        assertThat(owned.grantableTo(B, NOW + 99, LockRecordTest::isMember)).isFalse();
        assertThat(owned.grantableTo(B, NOW + 100, LockRecordTest::isMember)).isTrue();
    }

    @Test
    @DisplayName("What a node owned that is no member any more is free")
    void ownerGone() {
        LockRecord owned = LockRecord.FREE.grantedTo(A, 7, NOW + 100, NOW);
        assertThat(owned.grantableTo(B, NOW, node -> !node.equals(A))).isTrue();
    }

    @Test
    @DisplayName("Only the owner under its own token may release")
    void ownerChecked() {
        LockRecord owned = LockRecord.FREE.grantedTo(A, 7, NOW + 100, NOW);
        assertThat(owned.ownedBy(A, 7)).isTrue();
        assertThat(owned.ownedBy(A, LockRecord.ANY_TOKEN)).isTrue();
        assertThat(owned.ownedBy(A, 6)).isFalse();
        assertThat(owned.ownedBy(B, 7)).isFalse();
        assertThat(LockRecord.FREE.ownedBy(B, LockRecord.ANY_TOKEN)).isFalse();
    }

    @Test
    @DisplayName("Nothing is kept of a released event that nobody waits for")
    void nothingKept() {
        assertThat(LockRecord.FREE.grantedTo(A, 7, NOW + 100, NOW).released(NOW))
                .isNull();
    }

    @Test
    @DisplayName("Those who wait are served in the order they first asked, before a newcomer and before the last owner")
    void order() {
        LockRecord released = LockRecord.FREE
                .grantedTo(A, 7, NOW + 100, NOW)
                .refusedTo(B, NOW)
                .refusedTo(C, NOW + 10)
                .refusedTo(B, NOW + 20)
                .released(NOW + 30);
        assertThat(released).isNotNull();
        assertThat(released.grantableTo(A, NOW + 30, LockRecordTest::isMember)).isFalse();
        assertThat(released.grantableTo(C, NOW + 30, LockRecordTest::isMember)).isFalse();
        assertThat(released.grantableTo(B, NOW + 30, LockRecordTest::isMember)).isTrue();

        LockRecord next = released.grantedTo(B, 8, NOW + 130, NOW + 30).released(NOW + 40);
        assertThat(next).isNotNull();
        assertThat(next.waiters()).extracting(LockRecord.Waiter::node).containsExactly(C);
    }

    @Test
    @DisplayName("One who waits no longer holds nobody up")
    void staleWaiter() {
        LockRecord released = LockRecord.FREE
                .grantedTo(A, 7, NOW + 100, NOW)
                .refusedTo(B, NOW)
                .released(NOW + 10);
        assertThat(released).isNotNull();
        assertThat(released.grantableTo(A, NOW + 199, LockRecordTest::isMember)).isFalse();
        assertThat(released.grantableTo(A, NOW + 200, LockRecordTest::isMember)).isTrue();
    }

    @Test
    @DisplayName("The list of those who wait is bounded")
    void bounded() {
        LockRecord record = LockRecord.FREE.grantedTo(A, 7, NOW + 100, NOW);
        for (int i = 0; i < 100; i++) {
            record = record.refusedTo(new UUID(1, i), NOW);
        }
        assertThat(record.waiters()).hasSize(16);
    }

    private static boolean isMember(UUID node) {
        return true;
    }
}
