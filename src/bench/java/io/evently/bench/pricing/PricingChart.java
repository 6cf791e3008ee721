package io.evently.bench.pricing;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.List;
import java.util.Locale;

/** Draws the figures as SVG. */
final class PricingChart {
    private static final int WIDTH = 760;
    private static final int ROW = 26;
    private static final int LABELS = 210;
    private static final int TOP = 40;
    private static final String ADVISED = "#0b63ce";
    private static final String OPTIMUM = "#15803d";
    private static final String FIXED = "#c2410c";

    private final StringBuilder svg = new StringBuilder();

    private PricingChart(int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" role=\"img\" aria-label=\"%s\">",
                WIDTH, height, WIDTH, title);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        add("<text x=\"12\" y=\"22\" font-size=\"14\">%s</text>", title);
    }

    /** Uplift over the fixed base price by scenario: the product, the best fixed price and the optimum. */
    static String scenarios(List<ScenarioFigures> all) {
        PricingChart chart = new PricingChart(
                TOP + ROW * all.size() + 40, "Revenue over the fixed base price, per cent, in simulated markets");
        for (int row = 0; row < all.size(); row++) {
            chart.row(TOP + ROW * row, all.get(row));
        }
        double bottom = TOP + ROW * all.size() + 8;
        chart.add("<path stroke=\"#888\" d=\"M%.1f %dV%.1f\"/>", chart.x(0), TOP, bottom);
        chart.legend(bottom + 18);
        return chart.drawn();
    }

    private void row(double top, ScenarioFigures figures) {
        double middle = top + ROW / 2.0;
        Sample advised = figures.advised();
        double from = Math.min(x(0), x(advised.uplift()));
        add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LABELS - 8, middle + 4, figures.scenario());
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>",
                from, middle - 6, Math.abs(x(advised.uplift()) - x(0)), ADVISED);
        add(
                "<path stroke=\"black\" d=\"M%.1f %.1fH%.1f\"/>",
                x(advised.uplift() - 2 * advised.error()), middle, x(advised.uplift() + 2 * advised.error()));
        mark(figures.bestFixed().uplift(), middle, FIXED);
        mark(figures.optimum().uplift(), middle, OPTIMUM);
    }

    private void mark(double uplift, double middle, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"3\" height=\"18\" fill=\"%s\"/>", x(uplift) - 1.5, middle - 9, colour);
    }

    private void legend(double y) {
        add("<text x=\"%d\" y=\"%.1f\" fill=\"%s\">product, with two standard errors</text>", LABELS, y, ADVISED);
        add("<text x=\"%d\" y=\"%.1f\" fill=\"%s\">best fixed price</text>", LABELS + 220, y, FIXED);
        add("<text x=\"%d\" y=\"%.1f\" fill=\"%s\">optimum that knows the market</text>", LABELS + 330, y, OPTIMUM);
    }

    private double x(double uplift) {
        return LABELS + (uplift + 15) * (WIDTH - LABELS - 20) / 65;
    }

    /** Share that was right by stated confidence; the size of a circle is the number of recommendations. */
    static String reliability(Reliability whileFixed, Reliability applied) {
        PricingChart chart = new PricingChart(460, "How often a recommended price earns more, by stated confidence");
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double share = tenth / 10.0;
            chart.add("<path stroke=\"#ddd\" d=\"M%.1f %.1fH%.1f\"/>", left(0), down(share), left(1));
            chart.add("<path stroke=\"#ddd\" d=\"M%.1f %.1fV%.1f\"/>", left(share), down(0), down(1));
            chart.add(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>", left(share), down(0) + 18, share);
            chart.add(
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>", left(0) - 6, down(share) + 4, share);
        }
        chart.add("<path stroke=\"#888\" d=\"M%.1f %.1fL%.1f %.1f\"/>", left(0), down(0), left(1), down(1));
        chart.circles(whileFixed, FIXED);
        chart.circles(applied, ADVISED);
        chart.add("<text x=\"520\" y=\"80\" fill=\"%s\">while the price stood</text>", FIXED);
        chart.add("<text x=\"520\" y=\"100\" fill=\"%s\">applied automatically</text>", ADVISED);
        chart.add("<text x=\"520\" y=\"130\">across: stated; up: right</text>");
        return chart.drawn();
    }

    private void circles(Reliability reliability, String colour) {
        for (Reliability.Bin bin : reliability.bins()) {
            double share = (double) bin.recommendations() / Math.max(1, reliability.recommendations());
            add(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.6\"/>",
                    left(bin.confidence()), down(bin.right()), 3 + 14 * Math.sqrt(share), colour);
        }
    }

    private static double left(double share) {
        return 50 + 400 * share;
    }

    private static double down(double share) {
        return 430 - 380 * share;
    }

    private String drawn() {
        return svg.append("</svg>\n").toString();
    }

    @FormatMethod
    private void add(@FormatString String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
