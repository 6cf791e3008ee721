package io.evently.http.server;

import io.evently.testing.LogLines;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The client's address")
class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 198.51.100.1            | 203.0.113.9",
                "10.1.2.3    | 198.51.100.1            | 198.51.100.1",
                "10.1.2.3    | 1.2.3.4, 198.51.100.1   | 198.51.100.1",
                "10.1.2.3    | 198.51.100.1, 10.9.9.9  | 198.51.100.1",
                "10.1.2.3    | 10.9.9.8, 10.9.9.9      | 10.9.9.8",
                "10.1.2.3    | evil.example            | 10.1.2.3",
                "10.1.2.3    | evil.example, 10.9.9.9  | 10.9.9.9",
                "fd00::1     | 2001:db8::7             | 2001:db8::7",
                "127.0.0.1   | ''                      | 127.0.0.1",
                "10.1.2.3    | 198.51.100.1:4711       | 198.51.100.1",
                "10.1.2.3    | 1.2.3.4, 10.9.9.9:80    | 1.2.3.4",
                "fd00::1     | [2001:db8::7]:4711      | 2001:db8::7",
                "fd00::1     | [2001:db8::7]           | 2001:db8::7",
                "10.1.2.3    | [2001:db8::7            | 10.1.2.3",
                "10.1.2.3    | 198.51.100.1:           | 198.51.100.1",
                "10.1.2.3    | :4711                   | 10.1.2.3",
            })
    @DisplayName("is the nearest hop that is no proxy of ours, and never a stranger's word")
    void hops(String peer, String forwardedFor, String client) {
        assertThat(addresses.behindProxies(peer, List.of(forwardedFor))).isEqualTo(client);
    }

    @Test
    @DisplayName("is found in all lines of the header, since proxies may add one of their own")
    void lines() {
        assertThat(addresses.behindProxies("10.1.2.3", List.of("1.2.3.4", "198.51.100.1")))
                .isEqualTo("198.51.100.1");
        assertThat(addresses.behindProxies("10.1.2.3", List.of("1.2.3.4", "198.51.100.1", "10.9.9.9")))
                .isEqualTo("198.51.100.1");
        assertThat(addresses.behindProxies("10.1.2.3", List.of("1.2.3.4, 198.51.100.1", "10.9.9.9, 10.9.9.8")))
                .isEqualTo("198.51.100.1");
        assertThat(addresses.behindProxies("10.1.2.3", List.of())).isEqualTo("10.1.2.3");
    }

    @Test
    @DisplayName("sent by a stranger is worth a warning, once")
    void strangers() {
        try (LogLines log = LogLines.watch("text")) {
            for (int i = 0; i < 3; i++) {
                assertThat(addresses.behindProxies("203.0.113.9", List.of("198.51.100.1")))
                        .isEqualTo("203.0.113.9");
            }
            assertThat(log.with("X-Forwarded-For")).singleElement().asString().contains("203.0.113.9");
        }
    }

    @Test
    @DisplayName("of proxies must be configured as addresses or ranges")
    void configuration() {
        for (String wrong : List.of("proxy.example", "10.0.0.0/33", "10.0.0.0/x", "999.1.1.1")) {
            assertThatThrownBy(() -> new ClientAddress(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("http.trustedProxies");
        }
    }
}
