package io.evently.money;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Currencies")
class CurrenciesTest {

    @ParameterizedTest
    @ValueSource(strings = {"USD", "EUR", "JPY", "KWD", "XOF"})
    @DisplayName("in use are known")
    void inUse(String code) {
        assertThat(Currencies.inUse(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "DEM", "HRK", "usd", "US", "ABC", ""})
    @DisplayName("that are gone, for tests, for metal or none at all are not in use")
    void notInUse(String code) {
        assertThat(Currencies.inUse(code)).isFalse();
    }

    @Test
    @DisplayName("have the places that the platform knows, two at most")
    void places() {
        Currency.getAvailableCurrencies().stream()
                .filter(currency -> Currencies.inUse(currency.getCurrencyCode()))
                .forEach(currency -> assertThat(Currencies.places(currency.getCurrencyCode()))
                        .as(currency.getCurrencyCode())
                        .isEqualTo(Math.min(2, currency.getDefaultFractionDigits())));
    }

    @ParameterizedTest
    @CsvSource({
        "10.50, JPY, false",
        "10.00, JPY, true",
        "1E3, JPY, true",
        "19.99, EUR, true",
        "1.255, KWD, false",
        "1.25, KWD, true"
    })
    @DisplayName("have amounts that can be paid and such that cannot")
    void payable(BigDecimal amount, String code, boolean payable) {
        assertThat(Currencies.payable(amount, code)).isEqualTo(payable);
    }

    @ParameterizedTest
    @CsvSource({
        "99, EUR, 99.00 EUR",
        "99.5, EUR, 99.50 EUR",
        "1200.00, JPY, 1200 JPY",
        "10.50, JPY, 10.5 JPY",
        "1E+3, KRW, 1000 KRW",
        "0.00, USD, 0.00 USD"
    })
    @DisplayName("are shown after the amount, with their own places")
    void text(BigDecimal amount, String code, String text) {
        assertThat(Currencies.text(amount, code)).isEqualTo(text);
    }
}
