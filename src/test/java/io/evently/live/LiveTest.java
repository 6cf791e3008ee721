package io.evently.live;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The sockets of a node")
class LiveTest {
    private static final String KIND = "bridge";

    @Test
    @DisplayName("are limited for each IPv4 address and for each IPv6 network, whose addresses one client has at will")
    void addresses() {
        LiveConfig config =
                new LiveConfig(20, 64, 16_384, 20, 60, 10, 2, 65_536, Duration.ofHours(1), Duration.ofSeconds(1), 100);
        Live live = new Live(config, token -> Optional.empty(), new SimpleMeterRegistry(), Clock.systemUTC());
        assertThat(live.opened(KIND, "2001:db8::1")).isTrue();
        assertThat(live.opened(KIND, "2001:db8::2")).isTrue();
        assertThat(live.opened(KIND, "2001:db8::3")).isFalse();
        assertThat(live.opened(KIND, "2001:db8:0:1::3")).isTrue();
        assertThat(live.opened(KIND, "192.0.2.1")).isTrue();
        assertThat(live.opened(KIND, "192.0.2.2")).isTrue();
        live.closed(KIND, "2001:db8::2");
        assertThat(live.opened(KIND, "2001:db8::4")).isTrue();
    }
}
