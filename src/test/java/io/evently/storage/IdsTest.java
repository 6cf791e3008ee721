package io.evently.storage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Ids")
class IdsTest {
    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00.123Z");
    private final Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC), new Random(7));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 25, 255})
    @DisplayName("are UUIDs of version 7 that carry their shard and their time")
    void layout(int shard) {
        UUID id = ids.next(shard);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(Ids.shardOf(id, 256)).hasValue(shard);
    }

    @Test
    @DisplayName("name no shard when it does not exist, or when somebody else made them")
    void foreign() {
        assertThat(Ids.shardOf(ids.next(4), 4)).isEmpty();
        assertThat(Ids.shardOf(UUID.fromString("550e8400-e29b-41d4-a716-446655440000"), 4))
                .isEmpty();
        assertThat(Ids.shardOf(new UUID(0, 0), 4)).isEmpty();
    }

    @Test
    @DisplayName("of one millisecond differ, and use every random bit they have")
    void distinct() {
        Set<UUID> seen = new HashSet<>();
        long ones = 0;
        long zeros = -1L;
        for (int i = 0; i < 10_000; i++) {
            UUID id = ids.next(2);
            assertThat(seen.add(id)).isTrue();
            ones |= id.getLeastSignificantBits();
            zeros &= id.getLeastSignificantBits();
        }
        assertThat(ones ^ zeros).isEqualTo(0x3FFF_FFFF_FFFF_FF00L);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    @DisplayName("refuse a shard that does not fit into a byte")
    void tooLarge(int shard) {
        assertThatThrownBy(() -> ids.next(shard)).isInstanceOf(IllegalArgumentException.class);
    }
}
