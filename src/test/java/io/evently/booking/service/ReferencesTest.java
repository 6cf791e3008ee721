package io.evently.booking.service;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Booking references")
class ReferencesTest {
    private final References references =
            new References(Clock.fixed(Instant.parse("2027-03-04T23:59:59Z"), ZoneOffset.UTC), new Random(11));

    @Test
    @DisplayName("carry the date and the shard, and no letter that looks like another")
    void form() {
        String reference = references.next(2);

        assertThat(reference).matches("EVT20270304C[2-9A-HJKMNP-TV-Z]{11}|EVT20270304C[^01ILOU]{11}");
        assertThat(References.shardOf(reference, 4)).hasValue(2);
    }

    @Test
    @DisplayName("use their whole alphabet at every place")
    void random() {
        Set<Character> last = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String reference = references.next(0);
            last.add(reference.charAt(reference.length() - 1));
        }
        assertThat(last).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evt20270304c22222222222",
                " EVT 20270304 C22 2222 2222 2 ",
                "EVT-20270304-C2222-222-2222",
                "evt\u201120270304\u00a0c22222222222\t"
            })
    @DisplayName("are read in any case, with blanks and hyphens")
    void typed(String text) {
        assertThat(References.asPrinted(text)).isEqualTo("EVT20270304C22222222222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EVT20250913123456",
                "EVT20270304E22222222222",
                "EVT20270304A2222222222",
                "EVT20270304A222222222220",
                "EVT20270304A2222222222O",
                "evt20270304A22222222222"
            })
    @DisplayName("of another form name no shard")
    void foreign(String text) {
        assertThat(References.shardOf(text, 4)).isEmpty();
    }
}
