package io.evently.net;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("An IP range")
class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2000::/3, 3fff::1, true",
        "::1, ::1, true"
    })
    @DisplayName("holds the addresses that begin with its bits, and none of the other version")
    void contains(String range, String address, boolean held) {
        assertThat(IpRange.parse(range).contains(IpRange.address(address).orElseThrow()))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "999.0.0.1"
            })
    @DisplayName("is refused when it is not written in figures or has more bits than an address")
    void refused(String range) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpRange.parse(range));
    }
}
