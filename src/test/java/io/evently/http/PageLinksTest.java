package io.evently.http;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Links between the pages of a list")
class PageLinksTest {

    @ParameterizedTest
    @CsvSource({"100, 10000, 10250", "100, 9901, 10250", "1, 10000, 20000", "100, 9950, 100000"})
    @DisplayName("lead to no page that the service itself would refuse")
    void end(int limit, int offset, long total) {
        assertThat(PageLinks.of("/api/v1/events", null, new Page(limit, offset), total))
                .hasValueSatisfying(
                        links -> assertThat(links).doesNotContain("next").contains("prev"));
    }

    @Test
    @DisplayName("lead as far as the last page that there is")
    void within() {
        assertThat(PageLinks.of("/api/v1/events", "q=a", new Page(100, 9900), 20_000))
                .hasValueSatisfying(links -> assertThat(links)
                        .contains("offset=10000>; rel=\"next\"")
                        .contains("q=a")
                        .contains("offset=9800>; rel=\"prev\""));
        assertThat(PageLinks.of("/api/v1/events", null, new Page(50, 0), 50)).isEmpty();
    }
}
