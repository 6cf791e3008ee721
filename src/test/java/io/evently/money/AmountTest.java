package io.evently.money;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An amount")
class AmountTest {

    @ParameterizedTest
    @CsvSource({"10, 10.00", "10.0, 10.00", "0.1, 0.10", "1E+7, 10000000.00", "12.345, 12.345"})
    @DisplayName("has two places for programs")
    void exact(String given, String written) {
        assertThat(Amount.exact(new BigDecimal(given)).toPlainString()).isEqualTo(written);
    }
}
