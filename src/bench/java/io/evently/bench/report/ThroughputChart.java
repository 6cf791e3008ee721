package io.evently.bench.report;

import io.evently.bench.result.Spread;
import java.util.List;

/** A bar for each median, with a line from the slowest run to the fastest. */
final class ThroughputChart {
    private static final int WIDTH = 760;
    private static final int ROW = 28;
    private static final int LABELS = 170;
    private static final int FIGURES = 170;
    private static final int BAR = 16;

    private ThroughputChart() {}

    /** One bar. */
    record Bar(String label, Spread perSecond) {}

    static Markup of(List<Bar> bars) {
        double most =
                bars.stream().mapToDouble(bar -> bar.perSecond().max()).max().orElse(1);
        double scale = (WIDTH - LABELS - FIGURES) / Math.max(most, 1);
        int height = bars.size() * ROW + ROW / 2;
        Markup svg = new Markup();
        svg.add(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"Answers per second\">",
                WIDTH, height, WIDTH);
        for (int row = 0; row < bars.size(); row++) {
            Bar bar = bars.get(row);
            Spread rate = bar.perSecond();
            double top = row * ROW + (ROW - BAR) / 2.0;
            double middle = top + BAR / 2.0;
            svg.add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LABELS - 8, middle + 4, bar.label());
            svg.add(
                    "<rect class=\"bar\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
                    LABELS, top, rate.median() * scale, BAR);
            svg.add(
                    "<path class=\"spread\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\"/>",
                    LABELS + rate.min() * scale,
                    middle,
                    LABELS + rate.max() * scale,
                    LABELS + rate.min() * scale,
                    middle - 4,
                    LABELS + rate.max() * scale,
                    middle - 4);
            svg.add(
                    "<text x=\"%.1f\" y=\"%.1f\">%,.0f/s (%,.0f–%,.0f)</text>",
                    LABELS + rate.max() * scale + 8, middle + 4, rate.median(), rate.min(), rate.max());
        }
        return svg.add("</svg>");
    }
}
