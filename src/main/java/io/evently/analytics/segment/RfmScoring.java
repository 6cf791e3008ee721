package io.evently.analytics.segment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores customers by recency, frequency and spend. From {@link #FEWEST_FOR_QUINTILES} customers on a score is the fifth
 * of all customers that one belongs to, by rank, so each fifth is as large as the others whatever the figures look like.
 * Fewer are scored by fixed limits: a fifth of seven customers says nothing.
 *
 * <p>Customers with equal figures are ranked by their name, so the border of a fifth may run between them; that keeps
 * the fifths equal, and the result the same each time.
 */
public final class RfmScoring {
    static final int BEST = 5;

    /** Below so many customers the limits are fixed. */
    public static final int FEWEST_FOR_QUINTILES = 50;

    /** Days since the last booking up to which the score is 5, 4, 3, 2. */
    private static final double[] RECENT_DAYS = {30, 90, 180, 365};

    /** Bookings from which on the score is 2, 3, 4, 5. */
    private static final double[] FREQUENT_BOOKINGS = {2, 3, 4, 6};

    /** Average bookings' worth of spend from which on the score is 2, 3, 4, 5: holds in every currency. */
    private static final double[] SPENT_AVERAGES = {1, 2, 4, 8};

    private RfmScoring() {}

    /** The customers in the order given, each with a score. */
    public static List<SegmentedCustomer> score(List<CustomerActivity> customers) {
        return customers.size() < FEWEST_FOR_QUINTILES ? byLimits(customers) : byQuintiles(customers);
    }

    private static List<SegmentedCustomer> byQuintiles(List<CustomerActivity> customers) {
        int[] recency = fifths(
                customers,
                Comparator.comparingDouble(CustomerActivity::daysSinceLast).reversed());
        int[] frequency = fifths(customers, Comparator.comparingInt(CustomerActivity::bookings));
        int[] monetary = fifths(customers, Comparator.comparingDouble(CustomerActivity::spend));
        return IntStream.range(0, customers.size())
                .mapToObj(i ->
                        new SegmentedCustomer(customers.get(i), new RfmScore(recency[i], frequency[i], monetary[i])))
                .toList();
    }

    private static int[] fifths(List<CustomerActivity> customers, Comparator<CustomerActivity> fromLowest) {
        Integer[] ranked = new Integer[customers.size()];
        Arrays.setAll(ranked, i -> i);
        Comparator<CustomerActivity> settled = fromLowest.thenComparing(CustomerActivity::customer);
        Arrays.sort(ranked, (one, other) -> settled.compare(customers.get(one), customers.get(other)));
        int[] fifths = new int[ranked.length];
        for (int rank = 0; rank < ranked.length; rank++) {
            fifths[ranked[rank]] = 1 + (int) ((long) rank * BEST / ranked.length);
        }
        return fifths;
    }

    private static List<SegmentedCustomer> byLimits(List<CustomerActivity> customers) {
        long bookings = customers.stream().mapToLong(CustomerActivity::bookings).sum();
        double spend = customers.stream().mapToDouble(CustomerActivity::spend).sum();
        double average = spend > 0 ? spend / bookings : 1;
        return customers.stream()
                .map(one -> new SegmentedCustomer(
                        one,
                        new RfmScore(
                                BEST - reached(RECENT_DAYS, Math.nextDown(one.daysSinceLast())),
                                1 + reached(FREQUENT_BOOKINGS, one.bookings()),
                                1 + reached(SPENT_AVERAGES, one.spend() / average))))
                .toList();
    }

    private static int reached(double[] limits, double figure) {
        int reached = 0;
        while (reached < limits.length && figure >= limits[reached]) {
            reached++;
        }
        return reached;
    }
}
