package io.evently.analytics.segment;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

/**
 * The parameters of repeat purchases that make the customers' histories most likely.
 *
 * @param model what was found
 * @param logLikelihood of all histories under it
 * @param customers how many
 */
public record PurchaseFit(RepeatPurchases model, double logLikelihood, int customers) {
    /** With fewer customers who came back, four parameters are not determined. */
    public static final int FEWEST_WHO_REPEATED = 20;

    /**
     * Fits the model. Histories that are equal, as of all who bought once on the same day, are looked at once: with ages
     * counted in days that keeps the fit of many customers short.
     *
     * @return none for too few customers who came back, or when the histories do not determine the parameters
     */
    public static Optional<PurchaseFit> of(Collection<PurchaseHistory> histories) {
        if (histories.stream().filter(history -> history.repeats() > 0).count() < FEWEST_WHO_REPEATED) {
            return Optional.empty();
        }
        Map<PurchaseHistory, Long> counts = histories.stream().collect(groupingBy(history -> history, counting()));
        return LikelihoodSearch.from(new double[] {1, 1, 1, 1}, point -> likelihood(model(point), counts))
                .map(point -> new PurchaseFit(model(point), likelihood(model(point), counts), histories.size()));
    }

    private static RepeatPurchases model(double[] point) {
        return new RepeatPurchases(point[0], point[1], point[2], point[3]);
    }

    private static double likelihood(RepeatPurchases model, Map<PurchaseHistory, Long> counts) {
        double sum = 0;
        for (Map.Entry<PurchaseHistory, Long> entry : counts.entrySet()) {
            sum += entry.getValue() * model.logLikelihood(entry.getKey());
        }
        return sum;
    }
}
