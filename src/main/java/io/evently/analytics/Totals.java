package io.evently.analytics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tallies of any number of shards, events and times, added up. Immutable. Amounts of two currencies are never added. */
public final class Totals {
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private final Map<Happening, Long> times = new EnumMap<>(Happening.class);
    private final Map<Happening, Long> seats = new EnumMap<>(Happening.class);
    private final Map<Happening, Map<String, Tally>> money = new EnumMap<>(Happening.class);

    private Totals() {}

    /** The sum of all these. */
    public static Totals of(Collection<Tally> tallies) {
        Totals totals = new Totals();
        for (Tally tally : tallies) {
            totals.times.merge(tally.happening(), tally.times(), Long::sum);
            totals.seats.merge(tally.happening(), tally.seats(), Long::sum);
            totals.money
                    .computeIfAbsent(tally.happening(), any -> new TreeMap<>())
                    .merge(tally.currency(), tally, Totals::plus);
        }
        return totals;
    }

    /** How often this happened. */
    public long times(Happening happening) {
        return times.getOrDefault(happening, 0L);
    }

    /** The seats of all these together. */
    public long seats(Happening happening) {
        return seats.getOrDefault(happening, 0L);
    }

    /** Confirmed bookings that were cancelled or called off. */
    public long returned() {
        return times(Happening.REFUNDED) + times(Happening.CALLED_OFF);
    }

    /** Confirmed bookings less those given back. */
    public long kept() {
        return times(Happening.CHARGED) - returned();
    }

    /** Orders that got seats: held, or booked at once. A hold that is confirmed is one order. */
    public long ordered() {
        return times(Happening.HELD) + times(Happening.CHARGED) - times(Happening.HOLD_KEPT);
    }

    /** Orders, and requests that found too few seats. */
    public long attempts() {
        return ordered() + times(Happening.REFUSED);
    }

    /** One row for each currency in which anything was charged or refunded, in the order of their codes. */
    public List<Sales> sales() {
        Map<String, Sales> byCurrency = new TreeMap<>();
        for (Happening moved : List.of(Happening.CHARGED, Happening.REFUNDED, Happening.CALLED_OFF)) {
            money.getOrDefault(moved, Map.of())
                    .forEach((currency, tally) -> byCurrency.merge(currency, sales(tally), Totals::plus));
        }
        return new ArrayList<>(byCurrency.values());
    }

    private static Sales sales(Tally tally) {
        return tally.happening() == Happening.CHARGED
                ? new Sales(tally.currency(), tally.times(), tally.seats(), tally.amount(), 0, 0, NOTHING)
                : new Sales(tally.currency(), 0, 0, NOTHING, tally.times(), tally.seats(), tally.amount());
    }

    private static Sales plus(Sales a, Sales b) {
        return new Sales(
                a.currency(),
                a.bookings() + b.bookings(),
                a.seats() + b.seats(),
                a.charged().add(b.charged()),
                a.returned() + b.returned(),
                a.seatsReturned() + b.seatsReturned(),
                a.refunded().add(b.refunded()));
    }

    private static Tally plus(Tally a, Tally b) {
        return new Tally(
                a.happening(),
                a.currency(),
                a.times() + b.times(),
                a.seats() + b.seats(),
                a.amount().add(b.amount()));
    }
}
