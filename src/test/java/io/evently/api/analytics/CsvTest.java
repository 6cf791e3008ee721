package io.evently.api.analytics;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Comma-separated values")
class CsvTest {

    @Test
    @DisplayName("are one line for a row, quoted where they must be")
    void quoted() {
        assertThat(row("plain", "a,b", "say \"hi\"", "two\nlines", "")).isEqualTo("""
                plain,"a,b","say ""hi""\","two
                lines",\r
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "　@x"})
    @DisplayName("never begin as a formula does")
    void guarded(String text) {
        String cell = row(text).strip();
        assertThat(cell.startsWith("'") || cell.startsWith("\"'")).as(cell).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a=1", "O'Brien", "3-1", "ada@example.com"})
    @DisplayName("stay as they are elsewhere")
    void harmless(String text) {
        assertThat(row(text)).isEqualTo(text + "\r\n");
    }

    private static String row(String... cells) {
        Buffer out = Buffer.buffer();
        Csv.row(out, List.of(cells));
        return out.toString();
    }
}
