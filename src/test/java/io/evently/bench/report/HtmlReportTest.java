package io.evently.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evently.bench.result.BenchmarkResult;
import io.evently.bench.result.RunResults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The report")
class HtmlReportTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("escapes every text, in the page and in its pictures")
    void escapes() {
        String page = HtmlReport.of(RunResults.of(
                RunResults.with(1, 9_000, Map.of("BOOK: <img src=x onerror='1'> & 50 %s", 1L), List.of("\"quoted\""))));

        assertThat(page)
                .doesNotContain("<script>", "<img", "<book>")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("All &lt;book&gt;")
                .contains("ms &lt;p99&gt;", "7.25")
                .contains("&lt;img src=x onerror=&#39;1&#39;&gt; &amp; 50 %s")
                .contains("&quot;quoted&quot;");
        assertThat(Markup.escaped("a<b>&\"'")).isEqualTo("a&lt;b&gt;&amp;&quot;&#39;");
    }

    @Test
    @DisplayName("has a bar for each contender, a curve for each loop and needs nothing from elsewhere")
    void pictures() {
        String page = HtmlReport.of(RunResults.of(RunResults.fine(1, 9_000), RunResults.fine(2, 9_500)));

        assertThat(page)
                .contains("<svg", "class=\"bar\"", "class=\"curve\"", "9,250/s (9,000–9,500)")
                .doesNotContain("NaN", "Infinity", "src=", "href=", "@import", "url(");
    }

    @Test
    @DisplayName("is written beside the same result as JSON, and printed with every target")
    void files() throws Exception {
        BenchmarkResult result = RunResults.of(RunResults.fine(1, 12_000));
        StringWriter printed = new StringWriter();

        Reports.show(result, new PrintWriter(printed), directory);

        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("result.json").toFile());
        assertThat(json.path("verdict").asText()).isEqualTo("OK");
        assertThat(json.at("/scenarios/0/contenders/0/series/0/summary/perSecond/median")
                        .asDouble())
                .isEqualTo(12_000);
        assertThat(json.path("targets")).isNotEmpty();
        assertThat(Files.readString(directory.resolve("report.html"))).startsWith("<!doctype html>");
        assertThat(printed.toString()).contains("hot: confirmed", "reached", "Verdict: OK");
    }
}
