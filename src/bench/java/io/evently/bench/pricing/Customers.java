package io.evently.bench.pricing;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * Those who come to one sale: each with a moment, a number of tickets, and a limit to the price. The same seed brings the
 * same ones, so that policies differ only by what they do.
 */
final class Customers {
    private final double[] hours;
    private final int[] tickets;
    private final double[] limits;
    private final int[] hourEnds = new int[Market.HOURS];

    private Customers(double[] hours, int[] tickets, double[] limits) {
        this.hours = hours;
        this.tickets = tickets;
        this.limits = limits;
        int customer = 0;
        for (int hour = 0; hour < Market.HOURS; hour++) {
            while (customer < hours.length && hours[customer] < hour + 1) {
                customer++;
            }
            hourEnds[hour] = customer;
        }
    }

    static Customers of(Market market, long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        var noise = LogNormalDistribution.of(-Market.NOISE * Market.NOISE / 2, Market.NOISE)
                .createSampler(random);
        double[] hours = new double[256];
        double[] limits = new double[256];
        int[] tickets = new int[256];
        int count = 0;
        double ofDay = 1;
        for (int hour = 0; hour < Market.HOURS; hour++) {
            ofDay = hour % 24 == 0 ? noise.sample() : ofDay;
            double mean = market.orders(hour, Market.LEAST_MULTIPLE) * ofDay;
            int come = mean > 0
                    ? PoissonDistribution.of(mean).createSampler(random).sample()
                    : 0;
            double[] moments = random.doubles(come).sorted().toArray();
            for (double moment : moments) {
                if (count == hours.length) {
                    hours = Arrays.copyOf(hours, 2 * count);
                    limits = Arrays.copyOf(limits, 2 * count);
                    tickets = Arrays.copyOf(tickets, 2 * count);
                }
                hours[count] = hour + moment;
                tickets[count] = size(random.nextDouble());
                limits[count] = random.nextDouble();
                count++;
            }
        }
        return new Customers(Arrays.copyOf(hours, count), Arrays.copyOf(tickets, count), Arrays.copyOf(limits, count));
    }

    int count() {
        return hours.length;
    }

    /** The first who comes after an hour is over. */
    int endOfHour(int hour) {
        return hourEnds[hour];
    }

    double hour(int customer) {
        return hours[customer];
    }

    int tickets(int customer) {
        return tickets[customer];
    }

    /** Whether they buy at a multiple of the base price. */
    boolean buys(int customer, double multiple, Willingness willingness) {
        double passed = Market.passed((int) hours[customer]);
        return limits[customer] * willingness.at(Market.LEAST_MULTIPLE, passed) < willingness.at(multiple, passed);
    }

    private static int size(double draw) {
        double below = 0;
        for (int tickets = 1; tickets < Market.largestOrder(); tickets++) {
            below += Market.probability(tickets);
            if (draw < below) {
                return tickets;
            }
        }
        return Market.largestOrder();
    }
}
