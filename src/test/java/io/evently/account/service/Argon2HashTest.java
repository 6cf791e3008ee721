package io.evently.account.service;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A password hash from elsewhere")
class Argon2HashTest {
    private static final String TAIL = "$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

    @ParameterizedTest
    @ValueSource(
            strings = {"m=19456,t=2,p=1", "m=65536,t=3,p=4", "m=65536,t=4,p=1", "m=7168,t=5,p=1", "m=47104,t=1,p=1"})
    @DisplayName("is taken with the costs that common libraries use")
    void taken(String costs) {
        assertThat(Argon2Hash.parse("$argon2id$v=19$" + costs + TAIL)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=65537,t=1,p=1",
                "m=999999,t=1,p=1",
                "m=2147483647,t=1,p=1",
                "m=65536,t=5,p=1",
                "m=19456,t=999,p=1",
                "m=19456,t=2,p=5",
                "m=19456,t=0,p=1",
                "m=19456,t=2,p=0",
                "m=-1,t=2,p=1",
                "m=7,t=1,p=1",
                "m=019456,t=2,p=1",
                "m=19456,t=2"
            })
    @DisplayName("is refused when computing it would cost too much, or its costs make no sense")
    void tooDear(String costs) {
        assertThat(Argon2Hash.parse("$argon2id$v=19$" + costs + TAIL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=19$m=19456,t=2,p=1$$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g\n",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdAAAA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2gxx"
            })
    @DisplayName("is refused when it is not Argon2id in PHC form")
    void otherForms(String text) {
        assertThat(Argon2Hash.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("that nobody can match has today's costs")
    void unmatchable() {
        Argon2Hash hash = Argon2Hash.unmatchable(19_456, 2, new Random(1));
        assertThat(Argon2Hash.parse(hash.phc())).contains(hash);
        assertThat(hash.differsFrom(19_456, 2)).isFalse();
        assertThat(hash.differsFrom(19_456, 3)).isTrue();
    }

    @Test
    @DisplayName("that takes less work than today's is told what is missing of it, and no other")
    void missing() {
        Argon2Hash today = Argon2Hash.unmatchable(19_456, 2, new Random(1));
        for (String cheap : new String[] {"m=8,t=1,p=1", "m=7168,t=1,p=1", "m=4096,t=3,p=1"}) {
            Argon2Hash imported =
                    Argon2Hash.parse("$argon2id$v=19$" + cheap + TAIL).orElseThrow();
            Argon2Hash filler = today.missingFrom(imported).orElseThrow();
            assertThat(Argon2Hash.parse(filler.phc())).contains(filler);
            long work = (long) imported.memoryKib() * imported.iterations()
                    + (long) filler.memoryKib() * filler.iterations();
            assertThat(work).isBetween(2 * 19_456L - 2, 2 * 19_456L);
        }
        for (String dear : new String[] {"m=19456,t=2,p=1", "m=65536,t=4,p=1"}) {
            assertThat(today.missingFrom(
                            Argon2Hash.parse("$argon2id$v=19$" + dear + TAIL).orElseThrow()))
                    .isEmpty();
        }
    }
}
