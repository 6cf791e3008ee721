package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import io.evently.outbox.StoredFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event was created, changed, called off or is over, or its waitlist moved.
 *
 * @param change {@code created}, {@code updated}, {@code cancelled}, {@code completed} or {@code waitlist_position}
 * @param card the event as it is now; absent when only its waitlist moved
 * @param waiting how many wait; absent when the event itself changed
 */
@BusName("event-news/1")
public record EventNews(
        UUID eventId,
        String change,
        @Nullable Card card,
        @Nullable Integer waiting,
        Instant at) implements BusMessage {
    /** The change that moves positions on the waitlist alone. */
    public static final String WAITLIST_POSITION = "waitlist_position";

    private static final String EVENT = "event.";

    /**
     * What is told of an event.
     *
     * @param changed which of {@code name}, {@code venue}, {@code event_date} became others; absent when the event was not
     *     updated
     */
    public record Card(
            String name,
            String venue,
            Instant eventDate,
            BigDecimal price,
            String currency,
            String status,
            int version,
            int totalCapacity,
            @Nullable List<String> changed) {

        public Card {
            changed = changed == null ? null : List.copyOf(changed);
        }
    }

    /** What a fact has to tell; empty when it is no news of an event. */
    static Optional<EventNews> of(StoredFact stored) {
        return EventFact.FAMILY.read(stored).flatMap(fact -> {
            if (fact instanceof EventFact.OfEvent event) {
                String change = stored.topic().substring(EVENT.length());
                return Optional.of(new EventNews(event.eventId(), change, card(event), null, stored.at()));
            }
            if (fact instanceof EventFact.WaitlistMoved moved) {
                return Optional.of(
                        new EventNews(moved.eventId(), WAITLIST_POSITION, null, moved.waiting(), stored.at()));
            }
            return Optional.empty();
        });
    }

    private static Card card(EventFact.OfEvent event) {
        return new Card(
                event.name(),
                event.venue(),
                event.eventDate(),
                event.price(),
                event.currency(),
                event.status(),
                event.version(),
                event.totalCapacity(),
                event instanceof EventFact.Updated ? event.changed() : null);
    }
}
