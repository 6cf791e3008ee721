package io.evently.bench.pricing;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** What somebody could do who knows the market: the best fixed price, and a bound that no policy reaches. */
final class KnownMarket {
    private static final int PRICES = 240;
    private static final int BISECTIONS = 60;
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private final Market market;

    /** Orders to be expected by day and price. */
    private final double[][] byDay = new double[Market.DAYS][PRICES];

    KnownMarket(Market market) {
        this.market = market;
        for (int day = 0; day < Market.DAYS; day++) {
            double atBase = 0;
            for (int hour = day * 24; hour < (day + 1) * 24; hour++) {
                atBase += market.baseOrders(hour);
            }
            for (int price = 0; price < PRICES; price++) {
                byDay[day][price] = atBase * market.willingness().at(multiple(price), Market.passed(day * 24));
            }
        }
    }

    static double multiple(int price) {
        double ratio = Market.MOST_MULTIPLE / Market.LEAST_MULTIPLE;
        return Market.LEAST_MULTIPLE * Math.pow(ratio, (double) price / (PRICES - 1));
    }

    /** The fixed price that earns most, as a multiple of the base price. */
    double bestFixed() {
        double best = 1;
        double most = 0;
        for (int price = 0; price < PRICES; price++) {
            double orders = 0;
            for (double[] ofDay : byDay) {
                orders += ofDay[price];
            }
            double earned = multiple(price) * sold(orders, market.seats());
            if (earned > most) {
                most = earned;
                best = multiple(price);
            }
        }
        return best;
    }

    /** Tickets to be expected to sell when so many orders are expected and so many seats are left. */
    static double sold(double orders, int seats) {
        double mean = orders * Market.ORDER_SIZE;
        if (mean <= 0) {
            return 0;
        }
        double daily = Math.exp(Market.NOISE * Market.NOISE) - 1;
        double deviation = Math.sqrt(orders * Market.ORDER_SIZE_SQUARED + daily * mean * mean / Market.DAYS);
        double z = (mean - seats) / deviation;
        return mean - (mean - seats) * STANDARD.cumulativeProbability(z) - deviation * STANDARD.density(z);
    }

    /**
     * The largest revenue where orders come exactly as expected and tickets can be divided; no policy earns more on average.
     * By Lagrangian duality: the least over the price of a seat.
     */
    double fluidBound() {
        double low = 0;
        double high = Market.MOST_MULTIPLE;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            if (tickets(middle) > market.seats()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Market.BASE_PRICE * Math.min(dual(low), dual(high));
    }

    private double dual(double seatPrice) {
        double sum = seatPrice * market.seats();
        for (double[] ofDay : byDay) {
            int price = best(ofDay, seatPrice);
            sum += ofDay[price] * Market.ORDER_SIZE * (multiple(price) - seatPrice);
        }
        return sum;
    }

    private double tickets(double seatPrice) {
        double sum = 0;
        for (double[] ofDay : byDay) {
            sum += ofDay[best(ofDay, seatPrice)] * Market.ORDER_SIZE;
        }
        return sum;
    }

    private static int best(double[] orders, double seatPrice) {
        int best = 0;
        for (int price = 1; price < PRICES; price++) {
            if (orders[price] * (multiple(price) - seatPrice) > orders[best] * (multiple(best) - seatPrice)) {
                best = price;
            }
        }
        return best;
    }
}
