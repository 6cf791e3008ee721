package io.evently.api;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A URL to send to")
class OutwardUrlTest {
    private static final OutwardUrl IN_PRODUCTION = new OutwardUrl(false);
    private static final OutwardUrl ALLOWING = new OutwardUrl(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "https://hooks.example.com:8443/a/b?c=d",
                "HTTPS://Hooks.Example.COM/",
                "https://xn--mller-kva.example/",
                "https://1password.example.com/",
                "https://fcm.googleapis.com/fcm/send/abc:def"
            })
    @DisplayName("may name a public host by its domain name")
    void taken(String url) {
        assertThat(IN_PRODUCTION.wrong(url)).isEmpty();
        assertThat(ALLOWING.wrong(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://LOCALHOST/",
                "https://evil.localhost/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://database/",
                "https://10.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f.0.0.1/",
                "https://0x7f000001/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/",
                "https://hooks.example.com./"
            })
    @DisplayName("leads nowhere into the service's own network, except where one tries things out on one machine")
    void ownNetwork(String url) {
        assertThat(IN_PRODUCTION.wrong(url)).isPresent();
        assertThat(ALLOWING.wrong("http://localhost:9000/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "//hooks.example.com",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "https:hooks.example.com",
                "https://",
                "https:///path",
                "https://user@hooks.example.com/",
                "https://hooks.example.com/#part",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:65536/",
                "https://hooks.example.com\\@localhost/",
                "https://hooks example.com/",
                "https://hooks_example.com/",
                "https://müller.example/",
                "javascript:alert(1)"
            })
    @DisplayName("is refused where it is none, or names no host, or more than that")
    void refused(String url) {
        assertThat(IN_PRODUCTION.wrong(url)).isPresent();
        assertThat(ALLOWING.wrong(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hooks.example.com/", "HTTP://hooks.example.com/"})
    @DisplayName("may go without encryption only where one tries things out")
    void unencrypted(String url) {
        assertThat(IN_PRODUCTION.wrong(url)).isPresent();
        assertThat(ALLOWING.wrong(url)).isEmpty();
    }
}
