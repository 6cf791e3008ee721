package io.evently.account.service;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A network address")
class NetworkAddressTest {
    @Test
    @DisplayName("of IPv4 stands for itself, however it is written")
    void ipv4() {
        assertThat(NetworkAddress.group("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(NetworkAddress.group("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    @DisplayName("of IPv6 stands for its /64")
    void ipv6() {
        assertThat(NetworkAddress.group("2001:db8:0:1::1"))
                .isEqualTo(NetworkAddress.group("2001:DB8:0:1:ffff:ffff:ffff:ffff"))
                .isEqualTo(NetworkAddress.group("2001:db8:0:1::1%eth0"))
                .isNotEqualTo(NetworkAddress.group("2001:db8:0:2::1"));
    }

    @Test
    @DisplayName("that is none stays as it is, within bounds")
    void nonsense() {
        assertThat(NetworkAddress.group("unknown")).isEqualTo("unknown");
        assertThat(NetworkAddress.group(":::::")).isEqualTo(":::::");
        assertThat(NetworkAddress.group("x".repeat(1000))).hasSize(64);
    }
}
