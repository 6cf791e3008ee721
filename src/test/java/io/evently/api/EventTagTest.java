package io.evently.api;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The entity tag of an event")
class EventTagTest {
    private final EventTag tag = new EventTag(3, 20, 4, 1);

    @Test
    @DisplayName("names version, sold, held and waiting, in quotes")
    void written() {
        assertThat(tag).hasToString("\"3-20-4-1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"3-20-4-1\"",
                "*",
                " * ",
                "W/\"3-20-4-1\"",
                "\"x\", \"3-20-4-1\"",
                "\"x\" ,, W/\"3-20-4-1\"",
                ",\"3-20-4-1\","
            })
    @DisplayName("is found in an If-None-Match that names it, weakly or strongly")
    void known(String header) {
        assertThat(tag.isIn(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3-20-4-1",
                "\"3-20-4-2\"",
                "\"3-20-4-1",
                "\"3-20-4-1\" \"x\"",
                "w/\"3-20-4-1\"",
                "*, \"3-20-4-1\"",
                "\"a\"b\"3-20-4-1\""
            })
    @DisplayName("is not found in another one, nor in a malformed one")
    void unknown(String header) {
        assertThat(tag.isIn(header)).isFalse();
    }

    @Test
    @DisplayName("gives If-Match its version alone, whatever the counters were")
    void versions() {
        assertThat(EventTag.versions("\"3-20-4-1\"")).containsExactly(3);
        assertThat(EventTag.versions("\"3-0-0-0\", \"7-1-1-1\"")).containsExactly(3, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "\"3\"",
                "W/\"3-20-4-1\"",
                "\"3-20-4\"",
                "\"3-20-4-1",
                "\"-3-20-4-1\"",
                "\"99999999999-0-0-0\"",
                "\"3-20-4-1\"; x"
            })
    @DisplayName("gives no version to a weak, foreign or malformed If-Match")
    void noVersions(String header) {
        assertThat(EventTag.versions(header)).isEmpty();
        assertThat(EventTag.isAny(header)).isFalse();
    }
}
