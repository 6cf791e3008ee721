package io.evently.bench.pricing;

/**
 * What came of one sale.
 *
 * @param revenue in units of the currency
 * @param sold tickets
 * @param refused tickets that were wanted at the price when too few were left
 * @param changes of the price
 */
record Played(double revenue, int sold, int refused, int changes) {
    /** Sells to those who come, at the prices of a policy. An order that does not fit is refused whole. */
    static Played sale(Market market, Customers customers, Policy policy) {
        int left = market.seats();
        double revenue = 0;
        int refused = 0;
        int changes = 0;
        double before = Double.NaN;
        int customer = 0;
        for (int hour = 0; hour < Market.HOURS; hour++) {
            double price = policy.priceAt(hour, left);
            changes += hour > 0 && price != before ? 1 : 0;
            before = price;
            for (; customer < customers.endOfHour(hour); customer++) {
                if (customers.buys(customer, price / Market.BASE_PRICE, market.willingness())) {
                    int tickets = customers.tickets(customer);
                    boolean served = tickets <= left;
                    policy.ordered(served);
                    left -= served ? tickets : 0;
                    revenue += served ? tickets * price : 0;
                    refused += served ? 0 : tickets;
                }
            }
        }
        return new Played(revenue, market.seats() - left, refused, changes);
    }
}
