package io.evently.analytics.segment;

import java.util.Collection;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/**
 * The parameters of spend that make the customers' averages most likely.
 *
 * @param model what was found
 * @param logLikelihood of all averages under it
 * @param customers how many
 */
public record SpendFit(Spend model, double logLikelihood, int customers) {
    /** With fewer customers three parameters are not determined. */
    public static final int FEWEST_CUSTOMERS = 20;

    /**
     * Fits the model to customers with repeat purchases. Money is scaled by its average first, so that the search does
     * not depend on the currency.
     *
     * @return none for too few customers, or when they do not determine the parameters: all spend alike
     */
    public static Optional<SpendFit> of(Collection<SpendHistory> histories) {
        if (histories.size() < FEWEST_CUSTOMERS) {
            return Optional.empty();
        }
        double unit =
                histories.stream().mapToDouble(SpendHistory::average).average().orElse(1);
        return LikelihoodSearch.from(new double[] {1, 2, 1}, point -> likelihood(point, unit, histories))
                .filter(point -> point[1] > 1)
                .map(point -> new SpendFit(
                        new Spend(point[0], point[1], point[2] * unit),
                        likelihood(point, unit, histories),
                        histories.size()));
    }

    private static double likelihood(double[] point, double unit, Collection<SpendHistory> histories) {
        double p = point[0];
        double q = point[1];
        double v = point[2] * unit;
        double sum = 0;
        for (SpendHistory history : histories) {
            double shape = p * history.purchases();
            double scale = v + history.purchases() * history.average();
            sum += Gamma.logGamma(shape + q)
                    - Gamma.logGamma(shape)
                    - Gamma.logGamma(q)
                    + q * Math.log(v)
                    + (shape - 1) * Math.log(history.average())
                    + shape * Math.log(history.purchases())
                    - (shape + q) * Math.log(scale);
        }
        return sum;
    }
}
