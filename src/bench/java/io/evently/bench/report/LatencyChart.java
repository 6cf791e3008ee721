package io.evently.bench.report;

import io.evently.bench.result.CurvePoint;
import java.util.List;
import java.util.Locale;

/**
 * Latency over percentiles. The axis of the percentiles is stretched towards the slow end, each further nine taking the
 * same room; the one of the milliseconds is logarithmic.
 */
final class LatencyChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int LEFT = 60;
    private static final int RIGHT = 210;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int PERCENT = 100;
    private static final double NINES = 4;
    private static final double[] MARKS = {0, 50, 90, 99, 99.9, 99.99};
    private static final String[] COLOURS = {"#0b63ce", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490"};

    private final List<Curve> curves;
    private final double least;
    private final double decades;

    /** One line. */
    record Curve(String label, List<CurvePoint> points) {}

    private LatencyChart(List<Curve> curves) {
        this.curves = curves;
        double lowest = Math.pow(10, Math.floor(Math.log10(extreme(true))));
        double highest = Math.pow(10, Math.ceil(Math.log10(extreme(false))));
        this.least = lowest;
        this.decades = Math.max(1, Math.log10(highest / lowest));
    }

    static Markup of(List<Curve> curves) {
        return new LatencyChart(curves.stream()
                        .filter(curve -> !curve.points().isEmpty())
                        .toList())
                .drawn();
    }

    private Markup drawn() {
        Markup svg = new Markup();
        svg.add(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"Latency by percentile\">",
                WIDTH, HEIGHT, WIDTH);
        for (double mark : MARKS) {
            svg.add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", x(mark), TOP, HEIGHT - BOTTOM);
            svg.add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s %%</text>",
                    x(mark), HEIGHT - BOTTOM + 18, number(mark));
        }
        for (int decade = 0; decade <= decades; decade++) {
            double millis = least * Math.pow(10, decade);
            svg.add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y(millis), WIDTH - RIGHT);
            svg.add(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s ms</text>",
                    LEFT - 6, y(millis) + 4, number(millis));
        }
        for (int i = 0; i < curves.size(); i++) {
            draw(svg, curves.get(i), COLOURS[i % COLOURS.length], TOP + 12 + i * 18);
        }
        return svg.add("</svg>");
    }

    private void draw(Markup svg, Curve curve, String colour, int labelY) {
        StringBuilder path = new StringBuilder();
        for (CurvePoint point : curve.points()) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point.percentile()), y(point.millis())));
        }
        svg.add("<path class=\"curve\" stroke=\"%s\" d=\"%s\"/>", colour, path.toString());
        svg.add("<text fill=\"%s\" x=\"%d\" y=\"%d\">%s</text>", colour, WIDTH - RIGHT + 12, labelY, curve.label());
    }

    private double x(double percentile) {
        double nines = Math.min(NINES, -Math.log10(1 - percentile / PERCENT));
        return LEFT + nines / NINES * (WIDTH - LEFT - RIGHT);
    }

    private double y(double millis) {
        double share = Math.log10(Math.max(millis, least) / least) / decades;
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private double extreme(boolean lowest) {
        double[] all = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .mapToDouble(point -> Math.max(point.millis(), 1e-2))
                .sorted()
                .toArray();
        if (all.length == 0) {
            return 1;
        }
        return lowest ? all[0] : all[all.length - 1];
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString(Math.round(value))
                : Double.toString(Math.round(value * 1e3) / 1e3);
    }
}
