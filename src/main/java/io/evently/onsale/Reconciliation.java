package io.evently.onsale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the clients were told, held against what the databases say.
 *
 * @param confirmed bookings in the databases
 * @param seatsSold their seats
 * @param capacity seats of all events
 * @param left seats that are free
 * @param unknownBooked requests without an answer that are booked all the same, which is right either way
 * @param findings what is wrong, a sentence each; empty when all is well
 */
record Reconciliation(
        int confirmed, long seatsSold, long capacity, long left, int unknownBooked, List<String> findings) {
    Reconciliation {
        findings = List.copyOf(findings);
    }

    static Reconciliation of(Tallied tallied, List<SoldEvent> events, List<BookedRow> rows) {
        return new Ledger(tallied, events, rows).closed();
    }

    boolean right() {
        return findings.isEmpty();
    }

    /** The rows that nobody has asked about yet, and what was found wrong so far. */
    private static final class Ledger {
        private final Tallied tallied;
        private final List<SoldEvent> events;
        private final Map<UUID, BookedRow> confirmed = new HashMap<>();
        private final List<String> findings = new ArrayList<>();

        Ledger(Tallied tallied, List<SoldEvent> events, List<BookedRow> rows) {
            this.tallied = tallied;
            this.events = events;
            rows.stream().filter(BookedRow::confirmed).forEach(row -> confirmed.put(row.id(), row));
        }

        Reconciliation closed() {
            int bookings = confirmed.size();
            countSeats();
            refuseWrongRefusals();
            takeSales();
            int unknownBooked = takeUnknown();
            confirmed
                    .values()
                    .forEach(row -> findings.add("Booking " + row.reference() + " of user " + row.userId()
                            + " is confirmed, and its client was told otherwise or never asked"));
            return new Reconciliation(
                    bookings,
                    events.stream().mapToLong(SoldEvent::sold).sum(),
                    events.stream().mapToLong(SoldEvent::capacity).sum(),
                    events.stream().mapToLong(SoldEvent::left).sum(),
                    unknownBooked,
                    findings);
        }

        private void countSeats() {
            Map<UUID, Integer> seats = new HashMap<>();
            confirmed.values().forEach(row -> seats.merge(row.eventId(), row.quantity(), Integer::sum));
            for (SoldEvent event : events) {
                int booked = seats.getOrDefault(event.id(), 0);
                if (event.sold() != booked || event.left() < 0) {
                    findings.add("Event " + event.id() + " has " + event.sold() + " seats sold, " + event.held()
                            + " held and " + event.left() + " left of " + event.capacity()
                            + ", while its confirmed bookings have " + booked);
                }
            }
        }

        // Nothing is cancelled meanwhile, so what is left now was there at every refusal.
        private void refuseWrongRefusals() {
            for (SoldEvent event : events) {
                Integer refused = tallied.smallestRefused().get(event.id());
                if (refused != null && refused <= event.left()) {
                    findings.add(
                            "Event " + event.id() + " refused " + refused + " seats and has " + event.left() + " left");
                }
            }
        }

        private void takeSales() {
            Set<UUID> seen = new HashSet<>();
            for (Sale sale : tallied.sales()) {
                if (!seen.add(sale.bookingId())) {
                    findings.add("Booking " + sale.reference() + " was promised to two requests");
                    continue;
                }
                BookedRow row = confirmed.remove(sale.bookingId());
                if (row == null) {
                    findings.add("Booking " + sale.reference() + " was promised and is lost");
                } else if (!row.reference().equals(sale.reference()) || !row.answers(sale.wish())) {
                    findings.add("Booking " + sale.reference() + " was promised otherwise than it is kept: " + row);
                }
            }
        }

        private int takeUnknown() {
            Map<Asked, Integer> open = new HashMap<>();
            tallied.unknown().forEach(wish -> open.merge(Asked.by(wish), 1, Integer::sum));
            int before = confirmed.size();
            confirmed.values().removeIf(row -> open.merge(Asked.in(row), -1, Integer::sum) >= 0);
            return before - confirmed.size();
        }
    }

    /** What a request without an answer and its row have in common. */
    private record Asked(UUID eventId, UUID userId, int quantity) {
        static Asked by(Wish wish) {
            return new Asked(wish.eventId(), wish.buyer().id(), wish.quantity());
        }

        static Asked in(BookedRow row) {
            return new Asked(row.eventId(), row.userId(), row.quantity());
        }
    }
}
