package io.evently.bench.report;

import io.evently.bench.result.BenchmarkResult;
import io.evently.bench.result.ContenderResult;
import io.evently.bench.result.CostShare;
import io.evently.bench.result.ScenarioResult;
import io.evently.bench.result.Series;
import io.evently.bench.result.Spread;
import io.evently.bench.result.Summary;
import io.evently.bench.result.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One page that needs nothing else: no script, no font, no picture from elsewhere. */
final class HtmlReport {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem;color:#1b1f24}
            table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .7rem;border-bottom:1px solid #d8dee4;
            text-align:right}th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto;margin:.5rem 0}
            svg text{font:12px system-ui,sans-serif}.bar{fill:#0b63ce}.spread{stroke:#1b1f24;fill:none}.grid{stroke:#d8dee4}
            .curve{fill:none;stroke-width:2}.missed,.FAILED{color:#b91c1c;font-weight:600}.reached,.OK{color:#15803d}
            dt{font-weight:600}dd{margin:0 0 .3rem}
            """;

    private static final int PERCENT = 100;

    private final BenchmarkResult result;
    private final Markup page = new Markup();

    private HtmlReport(BenchmarkResult result) {
        this.result = result;
    }

    static String of(BenchmarkResult result) {
        return new HtmlReport(result).written();
    }

    private String written() {
        page.add("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Evently benchmark</title><style>");
        page.add(STYLE.replace("%", "%%")).add("</style>");
        page.add("<h1>Benchmark of %s</h1>", result.startedAt());
        page.add("<p>Verdict: <span class=\"%s\">%s</span></p>", result.verdict(), result.verdict());
        failures();
        targets();
        throughput();
        result.scenarios().forEach(this::scenario);
        page.add("<h2>Where and how</h2>");
        facts(result.environment());
        facts(result.postgres());
        facts(result.settings());
        return page.add("</html>").toString();
    }

    private void failures() {
        if (!result.failures().isEmpty()) {
            page.add("<h2>Why the figures are not to be believed</h2><ul>");
            result.failures().forEach(failure -> page.add("<li>%s</li>", failure));
            page.add("</ul>");
        }
    }

    private void targets() {
        page.add("<h2>Targets</h2><table><tr><th>figure</th><th>wanted</th><th>measured</th><th></th></tr>");
        for (Target target : result.targets()) {
            String judged = target.reached() ? "reached" : "missed";
            page.add(
                    "<tr><td>%s</td><td>%s %,.1f %s</td><td>%,.2f %s</td><td class=\"%s\">%s</td></tr>",
                    target.figure(),
                    target.bound(),
                    target.wanted(),
                    target.unit(),
                    target.measured(),
                    target.unit(),
                    judged,
                    judged);
        }
        page.add("</table>");
    }

    private void throughput() {
        List<ThroughputChart.Bar> bars = new ArrayList<>();
        for (ScenarioResult scenario : result.scenarios()) {
            for (ContenderResult contender : scenario.contenders()) {
                contender.series().stream()
                        .filter(series -> series.offeredPerSecond() == 0)
                        .forEach(series -> bars.add(new ThroughputChart.Bar(
                                scenario.name() + ", "
                                        + (series.loop().equals(Series.CLOSED) ? "" : series.loop() + ", ")
                                        + contender.name(),
                                series.summary().perSecond())));
            }
        }
        page.add("<h2>Answers per second, closed loop</h2><p>Medians; the line spans all runs.</p>");
        page.add(ThroughputChart.of(bars));
    }

    private void scenario(ScenarioResult scenario) {
        page.add(
                "<h2>%s</h2><p>%s. %d connections.</p>",
                scenario.name(), scenario.description(), scenario.connections());
        List<LatencyChart.Curve> curves = new ArrayList<>();
        page.add("<table><tr><th>contender and loop</th><th>per second</th><th>p50</th><th>p90</th><th>p99</th>"
                + "<th>p99.9</th><th>max ms</th><th>node</th><th>PostgreSQL</th><th>generator</th><th>other µs</th>"
                + "<th>MB</th></tr>");
        for (ContenderResult contender : scenario.contenders()) {
            for (Series series : contender.series()) {
                row(contender, series);
                curves.add(new LatencyChart.Curve(contender.name() + ", " + named(series), series.curve()));
            }
        }
        page.add("</table>");
        for (ContenderResult contender : scenario.contenders()) {
            contender.series().forEach(series -> figures(contender, series));
        }
        for (ContenderResult contender : scenario.contenders()) {
            Spread start = contender.startToReadyMillis();
            page.add(
                    "<p>%s: start to ready %,.0f ms (%,.0f–%,.0f).</p>",
                    contender.name(), start.median(), start.min(), start.max());
            profile(contender.profile());
        }
        if (!curves.isEmpty()) {
            page.add(LatencyChart.of(curves));
        }
    }

    private void figures(ContenderResult contender, Series series) {
        Map<String, Spread> figures = series.summary().figures();
        if (!figures.isEmpty()) {
            page.add(
                    "<table><tr><th>%s, %s</th><th>median</th><th>least</th><th>most</th></tr>",
                    contender.name(), series.loop());
            figures.forEach((name, figure) -> page.add(
                    "<tr><td>%s</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td></tr>",
                    name, figure.median(), figure.min(), figure.max()));
            page.add("</table>");
        }
    }

    private void profile(List<CostShare> costs) {
        if (!costs.isEmpty()) {
            page.add("<table><tr><th>processor time of the node</th><th>share</th><th>µs per answer</th></tr>");
            costs.forEach(cost -> page.add(
                    "<tr><td>%s</td><td>%.1f %%</td><td>%.1f</td></tr>",
                    cost.what(), cost.share() * PERCENT, cost.microsPerAnswer()));
            page.add("</table>");
        }
    }

    private void row(ContenderResult contender, Series series) {
        Summary summary = series.summary();
        page.add(
                "<tr><td>%s, %s</td><td>%s</td><td>%.1f</td><td>%.1f</td><td>%.1f</td><td>%.1f</td><td>%.1f</td>"
                        + "<td>%.0f</td><td>%.0f</td><td>%.0f</td><td>%.0f</td><td>%.0f</td></tr>",
                contender.name(),
                series.loop(),
                spread(summary.perSecond()),
                summary.p50().median(),
                summary.p90().median(),
                summary.p99().median(),
                summary.p999().median(),
                summary.max().median(),
                summary.cost().node(),
                summary.cost().postgres(),
                summary.cost().generator(),
                summary.cost().other(),
                summary.nodePeakMegabytes().max());
    }

    private void facts(Map<String, String> facts) {
        page.add("<dl>");
        facts.forEach((name, value) -> page.add("<dt>%s</dt><dd>%s</dd>", name, value));
        page.add("</dl>");
    }

    private static String named(Series series) {
        boolean loop = series.loop().equals(Series.CLOSED) || series.loop().equals(Series.OPEN);
        return loop ? series.loop() + " loop" : series.loop();
    }

    private static String spread(Spread figure) {
        return String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", figure.median(), figure.min(), figure.max());
    }
}
