package io.evently.text;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Text")
class TextTest {
    @Test
    @DisplayName("of one look has one form, whatever keyboard it comes from")
    void composed() {
        assertThat(Text.composed("Mu\u0308nchenpa\u00DFwort1")).isEqualTo("M\u00FCnchenpa\u00DFwort1");
        assertThat(Text.composed("\u1112\u1161\u11AB")).isEqualTo("\uD55C");
        String plain = "M\u00FCnchen";
        assertThat(Text.composed(plain)).isSameAs(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200B\u200B\u200B",
                "\u2800\u2800",
                "\u00A0",
                "\u3164",
                "\u115F\u1160\uFFA0",
                "\u0301",
                "\uFE0F",
                "\uE000",
                " \t ",
                ""
            })
    @DisplayName("that shows nothing is no name")
    void invisible(String text) {
        assertThat(Text.refusalAsName(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada\u202EecalevoL",
                "a\u2066b\u2069",
                "a\u200Eb",
                "a\u200Bb",
                "a\u00ADb",
                "\uFEFFa",
                "a\nb",
                "a\u2028b",
                "a\u0085b",
                "a\u0000b",
                "a\u001Bb",
                "\u200Da",
                "a\u200D",
                "a\u200D\u200Db",
                "a \u200Cb",
                "\uD83D",
                "a\uDB40\uDC41"
            })
    @DisplayName("that changes how its neighbours are shown is no name")
    void hidden(String text) {
        assertThat(Text.refusalAsName(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada Lovelace",
                "\u00C9lodie O\u2019Neill-\u0141ukasz",
                "\u0639\u0644\u06CC\u200C\u0631\u0636\u0627",
                "\u0915\u094D\u200D\u0937",
                "\uD83D\uDC69\u200D\uD83C\uDFA4 live",
                "\u2764\uFE0F",
                "\uD83E\uDEE0",
                "\u5E83\u5CF6",
                "7",
                "!"
            })
    @DisplayName("in any script, with emoji and the joiners that scripts need, is a name")
    void names(String text) {
        assertThat(Text.refusalAsName(text)).isEmpty();
    }
}
