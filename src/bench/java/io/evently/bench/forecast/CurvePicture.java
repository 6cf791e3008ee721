package io.evently.bench.forecast;

import io.evently.forecast.model.BookingProfile;
import io.evently.forecast.model.CategoryPrior;
import io.evently.forecast.model.EventForecast;
import io.evently.forecast.model.EventForecaster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.PoissonDistribution;

/** Draws what was on the books of made-up events, day by day, with the forecasts of the time and their intervals. */
final class CurvePicture {
    private static final long SEED = 12;
    private static final int FINISHED = 120;
    private static final int DRAWN = 3;
    private static final int DAYS = 42;
    private static final double HALF_DAYS = 9;
    private static final double[] WEEKDAYS = {60, 55, 60, 70, 105, 130, 90};
    private static final double SPREAD = 0.45;
    private static final Instant FIRST = Instant.parse("2024-01-01T18:00:00Z");

    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 44;
    private static final double HEADROOM = 1.15;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private CurvePicture() {}

    static String draw() {
        return new CurvePicture().picture();
    }

    private String picture() {
        EventForecaster forecaster = new EventForecaster(CategoryPrior.cold(WEEKDAYS[0]));
        List<Curve> curves = IntStream.range(0, FINISHED + DAYS + DRAWN)
                .mapToObj(this::event)
                .toList();
        curves.subList(0, FINISHED).forEach(curve -> forecaster.add(RollingOrigin.finished(curve)));
        // Those drawn start so late that at every point of their curves exactly the finished ones are over.
        List<Curve> drawn = curves.subList(curves.size() - DRAWN, curves.size());
        int width = DRAWN * (WIDTH + MARGIN) + MARGIN;
        int height = HEIGHT + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">\n<title>Forecasts of made-up events and what came</title>\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
                width, height, width, height));
        for (int i = 0; i < DRAWN; i++) {
            svg.append(panel(drawn.get(i), forecaster, MARGIN + i * (WIDTH + MARGIN)));
        }
        return svg.append(format(
                        "<text x=\"%d\" y=\"%d\">black: on the books · blue: forecast of the final count · band: its 80 %%"
                                + " interval · dashed: what came · days before the start from left to right</text>\n</svg>\n",
                        MARGIN, height - 8))
                .toString();
    }

    private Curve event(int number) {
        Instant startsAt = FIRST.plus(Duration.ofDays(number));
        double demand = WEEKDAYS[number % WEEKDAYS.length] * Math.exp(SPREAD * (random.nextDouble() * 2 - 1));
        double[] daysAgo = new double[DAYS + 1];
        double books = poisson(demand * Math.pow(0.5, DAYS / HALF_DAYS));
        daysAgo[DAYS] = books;
        for (int day = DAYS - 1; day >= 0; day--) {
            books += poisson(demand * (Math.pow(0.5, day / HALF_DAYS) - Math.pow(0.5, (day + 1) / HALF_DAYS)));
            daysAgo[day] = books;
        }
        return new Curve("made up", startsAt, BookingProfile.of(daysAgo));
    }

    private double poisson(double mean) {
        return mean > 0 ? new PoissonDistribution(mean).inverseCumulativeProbability(random.nextDouble()) : 0;
    }

    private String panel(Curve curve, EventForecaster forecaster, int left) {
        List<EventForecast> forecasts = new ArrayList<>();
        for (int day = DAYS; day >= 0; day--) {
            forecasts.add(forecaster.forecast(RollingOrigin.open(curve, day)));
        }
        double came = curve.profile().now();
        double most = HEADROOM
                * Math.max(
                        came,
                        forecasts.stream()
                                .mapToDouble(EventForecast::high)
                                .max()
                                .orElse(1));
        StringBuilder panel = new StringBuilder();
        String upper = points(left, most, index -> forecasts.get(index).high(), false);
        String lower = points(left, most, index -> forecasts.get(index).low(), true);
        panel.append(format("<polygon points=\"%s %s\" fill=\"#cfe0f5\"/>\n", upper, lower));
        panel.append(line(points(left, most, index -> forecasts.get(index).expected(), false), "#1f5fb0"));
        panel.append(line(points(left, most, index -> curve.profile().daysAgo(DAYS - index), false), "#222"));
        double y = y(came, most);
        panel.append(
                format("<path d=\"M%d %.1fH%d\" stroke=\"#777\" stroke-dasharray=\"4 3\"/>\n", left, y, left + WIDTH));
        panel.append(format(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#777\"/>\n",
                left, MARGIN, MARGIN + HEIGHT, left + WIDTH));
        for (int day = 0; day <= DAYS; day += DAYS / 6) {
            panel.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
                    x(left, DAYS - day), MARGIN + HEIGHT + 14, day));
        }
        panel.append(format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>\n", left - 4, y + 4, came));
        panel.append(format(
                "<text x=\"%d\" y=\"%d\">%s</text>\n",
                left, MARGIN - 10, Baseline.weekday(curve).toString().toLowerCase(Locale.ROOT)));
        return panel.toString();
    }

    private static String line(String points, String colour) {
        return format("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"/>\n", points, colour);
    }

    private static String points(int left, double most, IntToDoubleFunction value, boolean backwards) {
        return IntStream.rangeClosed(0, DAYS)
                .map(index -> backwards ? DAYS - index : index)
                .mapToObj(index -> format("%.1f,%.1f", x(left, index), y(value.applyAsDouble(index), most)))
                .collect(Collectors.joining(" "));
    }

    private static double x(int left, int index) {
        return left + (double) WIDTH * index / DAYS;
    }

    private static double y(double value, double most) {
        return MARGIN + HEIGHT - HEIGHT * value / most;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
