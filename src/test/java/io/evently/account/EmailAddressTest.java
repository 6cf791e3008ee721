package io.evently.account;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An e-mail address")
class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com",
        "' Ada+Events@Example.COM ', ada+events@example.com",
        "o'brien@example.org, o'brien@example.org",
        "a.b.c@example.org, a.b.c@example.org",
        "user@bücher.example, user@xn--bcher-kva.example",
        "user@xn--bcher-kva.example, user@xn--bcher-kva.example",
        "user@例え.テスト, user@xn--r8jz45g.xn--zckzah",
        "a@1.example, a@1.example"
    })
    @DisplayName("has one form: trimmed, lower-cased, its domain in ASCII")
    void taken(String given, String form) {
        assertThat(EmailAddress.parse(given)).map(EmailAddress::text).hasValue(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "a@example",
                "a@example..org",
                "a@.example.org",
                "a@example.org.",
                "a@-x.example",
                "a@x-.example",
                "x@1.2.3.4",
                "a@b@example.org",
                "ü@example.org",
                "a b@example.org",
                "\"a\"@example.org",
                "@example.org",
                "a@",
                "a",
                ""
            })
    @DisplayName("is refused when mail could not be sent there")
    void refused(String given) {
        assertThat(EmailAddress.parse(given)).isEmpty();
    }

    @Test
    @DisplayName("is refused however long it is")
    void long_() {
        assertThat(EmailAddress.parse("a@a" + ".a".repeat(30_000))).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.org")).isPresent();
        assertThat(EmailAddress.parse("a@" + "b".repeat(64) + ".org")).isEmpty();
    }

    @Test
    @DisplayName("of an account that an older release let in can still be read")
    void older() {
        assertThat(new EmailAddress("a..b@example.org").text()).isEqualTo("a..b@example.org");
    }
}
