package io.evently.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An address is taken for an endpoint")
class PublicAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2001:67c:2e8:22::5efe:a00:1",
                "2001:67c:2e8:22:200:5efe:a00:1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1"
            })
    @DisplayName("never when it is loopback, private, link-local, shared, reserved or multicast, however it is written")
    void refused(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "::ffff:1.1.1.1",
                "2001:200::1"
            })
    @DisplayName("when it is on the open internet")
    void taken(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hook.example/",
                "ftp://hook.example/",
                "https:///path",
                "https://",
                "hook.example",
                "https://user:pass@hook.example/",
                "https://hook.example:0/",
                "https://hook.example:65536/",
                "https://hook example/",
                "https://hook.example/\r\nX: y",
                "javascript:alert(1)",
                ""
            })
    @DisplayName("only from a URL with https, a host and no user name")
    void url(String url) {
        assertThat(EndpointUrl.parse(url, false)).isEmpty();
    }

    @Test
    @DisplayName("with the port, path and query that the URL has")
    void parts() {
        assertThat(EndpointUrl.parse("HTTPS://hook.example/a%20b?c=d#e", false))
                .contains(new EndpointUrl(true, "hook.example", 443, "/a%20b?c=d"));
        assertThat(EndpointUrl.parse("https://[2606:4700::1111]:8443", false))
                .contains(new EndpointUrl(true, "2606:4700::1111", 8443, "/"));
        assertThat(EndpointUrl.parse("http://hook.example", true))
                .contains(new EndpointUrl(false, "hook.example", 80, "/"));
    }
}
