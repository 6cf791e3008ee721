package io.evently.forecast;

import io.evently.forecast.model.DailyOutlook.Day;
import io.evently.forecast.model.DailyOutlook.Money;
import io.evently.forecast.model.DailyOutlook.Range;
import java.util.List;
import java.util.Map;

/**
 * Seats that will be sold, and what for.
 *
 * @param bookings seats over all the days, less those given back
 * @param revenue at the prices of now, by currency
 * @param days spans of 24 hours, the first of which begins now
 */
public record Outlook(Range bookings, Map<String, Money> revenue, List<Day> days) {
    public Outlook {
        revenue = Map.copyOf(revenue);
        days = List.copyOf(days);
    }
}
