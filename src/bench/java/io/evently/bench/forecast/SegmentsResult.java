package io.evently.bench.forecast;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evently.analytics.segment.PurchaseFit;
import io.evently.analytics.segment.PurchaseHistory;
import io.evently.analytics.segment.RepeatPurchases;
import io.evently.analytics.segment.RfmScoring;
import io.evently.analytics.segment.Segment;
import io.evently.analytics.segment.SegmentedCustomer;
import io.evently.analytics.segment.SpendFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about customers.
 *
 * @param purchases the model fitted to the published summaries, else to the first half of the purchases
 * @param spend fitted to the published summaries
 * @param expected purchases of a customer with 2 repeats, the last after 30.43 of 38.86 weeks, in the next 39 weeks
 * @param holdOut how purchases of the second half compare with what the first half lets expect
 */
record SegmentsResult(
        @Nullable PurchaseFit purchases,
        @Nullable SpendFit spend,
        @Nullable Double expected,
        @Nullable HoldOut holdOut) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final PurchaseHistory PUBLISHED = new PurchaseHistory(2, 30.43, 38.86);
    private static final double PUBLISHED_WEEKS = 39;
    private static final double TOP = 0.2;

    /**
     * @param customers compared
     * @param actual purchases there were
     * @param predicted purchases expected
     * @param meanAbsoluteError of the expectation, per customer
     * @param sameRateError of expecting that each goes on as before
     * @param rankedByModel the probability that of two customers the one who bought again had the higher expectation
     * @param rankedByScore the same by recency, frequency and spend
     * @param topFifthShare of the purchases, by the fifth with the highest expectation
     * @param segments customers of each label
     * @param boughtAgain which share of each label bought again
     */
    record HoldOut(
            int customers,
            int actual,
            double predicted,
            double meanAbsoluteError,
            double sameRateError,
            double rankedByModel,
            double rankedByScore,
            double topFifthShare,
            Map<Segment, Integer> segments,
            Map<Segment, Double> boughtAgain) {}

    static SegmentsResult of(List<Table> tables) {
        Optional<Customers.Summaries> summaries = Customers.summaries(tables);
        Optional<Customers> customers = Customers.purchases(tables);
        PurchaseFit purchases = summaries
                .map(Customers.Summaries::histories)
                .or(() -> customers.map(Customers::histories))
                .flatMap(PurchaseFit::of)
                .orElse(null);
        SpendFit spend = summaries.flatMap(all -> SpendFit.of(all.spends())).orElse(null);
        HoldOut holdOut = customers
                .flatMap(all -> PurchaseFit.of(all.histories()).map(fit -> holdOut(all, fit.model())))
                .orElse(null);
        return new SegmentsResult(
                purchases,
                spend,
                purchases == null ? null : purchases.model().expected(PUBLISHED, PUBLISHED_WEEKS),
                holdOut);
    }

    private static HoldOut holdOut(Customers customers, RepeatPurchases model) {
        int size = customers.histories().size();
        double[] expected = new double[size];
        double[] later = new double[size];
        double[] scores = new double[size];
        double error = 0;
        double sameRate = 0;
        List<SegmentedCustomer> scored = RfmScoring.score(customers.activities());
        Map<Segment, Integer> segments = new EnumMap<>(Segment.class);
        Map<Segment, Double> again = new EnumMap<>(Segment.class);
        for (int i = 0; i < size; i++) {
            PurchaseHistory history = customers.histories().get(i);
            expected[i] = model.expected(history, customers.laterWeeks());
            later[i] = customers.later().get(i);
            scores[i] = scored.get(i).score().total();
            error += Math.abs(expected[i] - later[i]) / size;
            double rate = history.ageWeeks() > 0 ? history.repeats() / history.ageWeeks() : 0;
            sameRate += Math.abs(rate * customers.laterWeeks() - later[i]) / size;
            segments.merge(scored.get(i).segment(), 1, Integer::sum);
            again.merge(scored.get(i).segment(), later[i] > 0 ? 1.0 : 0.0, Double::sum);
        }
        again.replaceAll((segment, count) -> count / segments.get(segment));
        return new HoldOut(
                size,
                (int) Arrays.stream(later).sum(),
                Arrays.stream(expected).sum(),
                error,
                sameRate,
                Ranking.areaUnderCurve(expected, later),
                Ranking.areaUnderCurve(scores, later),
                Ranking.shareOfTop(expected, later, TOP),
                segments,
                again);
    }

    boolean empty() {
        return purchases == null && spend == null && holdOut == null;
    }

    void print(PrintWriter terminal) {
        if (purchases != null) {
            RepeatPurchases model = purchases.model();
            terminal.println(format(
                    "Repeat purchases of %d customers: r %.3f, alpha %.3f, a %.3f, b %.3f; log-likelihood %.2f",
                    purchases.customers(), model.r(), model.alpha(), model.a(), model.b(), purchases.logLikelihood()));
            terminal.println(format(
                    "Expected in 39 weeks of a customer with 2 repeats, the last after 30.43 of 38.86 weeks: %.3f",
                    expected));
        }
        if (spend != null) {
            terminal.println(format(
                    "Spend of %d customers: p %.2f, q %.2f, v %.2f; on average %.2f, two purchases at 100 let expect %.1f",
                    spend.customers(),
                    spend.model().p(),
                    spend.model().q(),
                    spend.model().v(),
                    spend.model().mean(),
                    spend.model().expected(2, 100)));
        }
        if (holdOut != null) {
            print(terminal, holdOut);
        }
    }

    private static void print(PrintWriter terminal, HoldOut holdOut) {
        terminal.println(format(
                "Second half: %d customers bought %d times, %.0f expected; mean absolute error %.3f, at the same rate as"
                        + " before %.3f",
                holdOut.customers(),
                holdOut.actual(),
                holdOut.predicted(),
                holdOut.meanAbsoluteError(),
                holdOut.sameRateError()));
        terminal.println(format(
                "Who buys again, area under the curve: model %.3f, recency-frequency-spend %.3f; the top fifth bought"
                        + " %.1f %%",
                holdOut.rankedByModel(), holdOut.rankedByScore(), 100 * holdOut.topFifthShare()));
        terminal.println("segment     customers  bought again");
        holdOut.segments()
                .forEach((segment, count) -> terminal.println(format(
                        "%-10s %10d %12.1f%%",
                        segment.name().toLowerCase(Locale.ROOT),
                        count,
                        100 * holdOut.boughtAgain().get(segment))));
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }

    private static String format(String pattern, @Nullable Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
