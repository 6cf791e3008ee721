package io.evently.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the books are checked for afterwards. */
public interface Sale {
    /** The events whose bookings must be exactly the promised ones afterwards. */
    List<UUID> events();

    /** Bookings that were answered 201 and not cancelled. */
    List<UUID> promised();

    /** What else is wrong in the end, a sentence each. */
    default List<String> findings() {
        return List.of();
    }

    /** Several as one. */
    static Sale together(List<? extends Sale> sales) {
        List<UUID> events = new ArrayList<>();
        List<UUID> promised = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (Sale sale : sales) {
            events.addAll(sale.events());
            promised.addAll(sale.promised());
            findings.addAll(sale.findings());
        }
        return new Sale() {
            @Override
            public List<UUID> events() {
                return events;
            }

            @Override
            public List<UUID> promised() {
                return promised;
            }

            @Override
            public List<String> findings() {
                return findings;
            }
        };
    }
}
