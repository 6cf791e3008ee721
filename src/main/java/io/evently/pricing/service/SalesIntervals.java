package io.evently.pricing.service;

import io.evently.pricing.PriceChange;
import io.evently.pricing.model.SalesInterval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Cuts the sale of an event at each midnight (UTC) and each change of its price, and gives every part what was sold in it. */
final class SalesIntervals {
    private SalesIntervals() {}

    /** The parts from one moment to another, in their order; none when the second is not later. */
    static List<SalesInterval> between(Instant from, Instant to, EventSales event) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        List<Part> parts = parts(from, to, event);
        for (SalesRow row : event.sales()) {
            part(parts, row).add(row);
        }
        return parts.stream().map(part -> part.interval(event.capacity())).toList();
    }

    private static List<Part> parts(Instant from, Instant to, EventSales event) {
        TreeSet<Instant> cuts = new TreeSet<>();
        for (Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
                midnight.isBefore(to);
                midnight = midnight.plus(1, ChronoUnit.DAYS)) {
            cuts.add(midnight);
        }
        for (PriceChange change : event.history()) {
            if (change.at().isAfter(from) && change.at().isBefore(to)) {
                cuts.add(change.at());
            }
        }
        cuts.add(to);
        List<Part> parts = new ArrayList<>(cuts.size());
        Instant begin = from;
        for (Instant end : cuts) {
            parts.add(new Part(begin, end, priceAt(begin, event)));
            begin = end;
        }
        return parts;
    }

    private static BigDecimal priceAt(Instant moment, EventSales event) {
        BigDecimal price = event.history().isEmpty()
                ? event.price()
                : event.history().get(0).price();
        for (PriceChange change : event.history()) {
            if (!change.at().isAfter(moment)) {
                price = change.price();
            }
        }
        return price;
    }

    // The first part of that hour with that price; else the one in which the hour begins, or the nearest.
    private static Part part(List<Part> parts, SalesRow row) {
        Instant hourEnds = row.hour().plus(1, ChronoUnit.HOURS);
        Part nearest = parts.get(0);
        for (Part part : parts) {
            if (part.from.isBefore(hourEnds)
                    && row.hour().isBefore(part.to)
                    && part.price.compareTo(row.price()) == 0) {
                return part;
            }
            if (!part.from.isAfter(row.hour())) {
                nearest = part;
            }
        }
        return nearest;
    }

    private static final class Part {
        private final Instant from;
        private final Instant to;
        private final BigDecimal price;
        private long orders;
        private long refused;
        private long soldOutSeconds;

        private Part(Instant from, Instant to, BigDecimal price) {
            this.from = from;
            this.to = to;
            this.price = price;
        }

        private void add(SalesRow row) {
            orders += row.orders();
            refused += row.refused();
            soldOutSeconds += row.soldOutSeconds();
        }

        // Whoever asks again and again for a seat of an event that is sold out is one person.
        private SalesInterval interval(int capacity) {
            double seconds = Math.max(1, Duration.between(from, to).toSeconds());
            double open = Math.max(0, Math.min(1, 1 - soldOutSeconds / seconds));
            return new SalesInterval(from, to, orders, Math.min(refused, capacity), open, price);
        }
    }
}
