package io.evently.delivery;

import io.evently.channel.Address;
import io.evently.channel.ChannelName;
import io.evently.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What a node knows of destinations")
class DestinationsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Places PLACES = new Places(ChannelName.EMAIL, 8, 16);
    private static final Receipt FAILS = new Receipt.Retry("450");
    private static final Receipt WORKS = new Receipt.Delivered("250");

    private final Destinations destinations = new Destinations(SomeDelivery.config(8));

    @Test
    @DisplayName("is nothing once they do well")
    void forgotten() {
        for (int i = 0; i < 10_000; i++) {
            ended("well" + i + ".example", WORKS, "a" + i, NOW);
        }
        assertThat(destinations.size()).isZero();
    }

    @Test
    @DisplayName("is bounded, however many do not answer")
    void bounded() {
        for (int i = 0; i < 10_000; i++) {
            for (int attempt = 0; attempt < 3; attempt++) {
                ended("sick" + i + ".example", FAILS, "a" + attempt, NOW);
            }
        }
        assertThat(destinations.size()).isLessThanOrEqualTo(1_000);
        assertThat(destinations.shut(PLACES, NOW, Duration.ZERO)).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    @DisplayName("lets one rest after some failures in a row, longer each time, until it works")
    void rests() {
        Instant now = NOW;
        Duration[] rests = new Duration[3];
        for (int i = 0; i < 2; i++) {
            ended("a.example", FAILS, "x" + i, now);
            assertThat(destinations.of("a.example").resting(now)).isFalse();
        }
        for (int i = 0; i < rests.length; i++) {
            ended("a.example", FAILS, "y" + i, now);
            assertThat(destinations.of("a.example").resting(now)).isTrue();
            rests[i] = Duration.between(now, destinations.of("a.example").restsUntil());
            now = destinations.of("a.example").restsUntil();
        }
        assertThat(rests).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        ended("a.example", WORKS, "z", now);
        assertThat(destinations.of("a.example").apart()).isFalse();
    }

    @Test
    @DisplayName("keeps others at a domain waiting for the shortest rest at most when it is one mailbox that fails")
    void oneMailbox() {
        Instant now = NOW;
        for (int i = 0; i < 20; i++) {
            ended("a.example", FAILS, "full", now);
            if (destinations.of("a.example").resting(now)) {
                assertThat(destinations.of("a.example").restsUntil()).isEqualTo(now.plusSeconds(5));
                now = destinations.of("a.example").restsUntil();
            }
        }
        assertThat(now).isAfter(NOW);
    }

    @Test
    @DisplayName("lets a webhook rest longer each time, though it is always the same address")
    void webhook() {
        Address hook = new Address.Webhook(UUID.randomUUID(), "https://hooks.example.com/", "whsec_");
        Instant now = NOW;
        for (int i = 0; i < 6; i++) {
            Destination there = destinations.of(hook.destination().orElseThrow());
            there.begun();
            there.ended(FAILS, hook, true, now);
            now = there.resting(now) ? there.restsUntil() : now;
        }
        assertThat(Duration.between(NOW, now)).isEqualTo(Duration.ofSeconds(5 + 10 + 20 + 40));
    }

    @Test
    @DisplayName("holds nothing against anybody when the channel's own server is away")
    void away() {
        for (int i = 0; i < 20; i++) {
            ended("a.example", new Receipt.Away("no connection"), "x" + i, NOW);
        }
        assertThat(destinations.of("a.example").apart()).isFalse();
    }

    @Test
    @DisplayName("is, of the last thousand, that they were well, until one is not")
    void proven() {
        ended("well.example", WORKS, "a", NOW);
        assertThat(destinations.of("well.example").proven()).isTrue();
        ended("well.example", FAILS, "a", NOW);
        assertThat(destinations.of("well.example").proven()).isFalse();
        for (int i = 0; i < 1_001; i++) {
            ended("well" + i + ".example", WORKS, "a", NOW);
        }
        assertThat(destinations.of("well0.example").proven()).isFalse();
        assertThat(destinations.of("well1000.example").proven()).isTrue();
        assertThat(destinations.of("new.example").proven()).isFalse();
    }

    private void ended(String name, Receipt receipt, String local, Instant now) {
        Destination there = destinations.of(name);
        there.begun();
        there.ended(receipt, new Address.Mailbox(local + '@' + name, ""), true, now);
        destinations.ended(there);
    }
}
