package io.evently.catalog;

import io.evently.outbox.Fact;
import io.evently.outbox.FactFamily;
import io.evently.outbox.FactName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happened to events and to their seats as a whole. */
public sealed interface EventFact extends Fact {
    FactFamily<EventFact> FAMILY = FactFamily.of(EventFact.class);

    /** The event that this is about. */
    UUID eventId();

    /**
     * An event changed. All such facts have one shape: the event as it is now.
     *
     * <p>{@code status} is a word of the API; {@code changed} names those of {@code name}, {@code venue} and
     * {@code event_date} that became others.
     */
    sealed interface OfEvent extends EventFact {
        String name();

        String venue();

        Instant eventDate();

        BigDecimal price();

        String currency();

        String status();

        int version();

        int totalCapacity();

        List<String> changed();
    }

    /** An event is there. */
    @FactName("event.created")
    record Created(
            UUID eventId,
            String name,
            String venue,
            Instant eventDate,
            BigDecimal price,
            String currency,
            String status,
            int version,
            int totalCapacity,
            List<String> changed)
            implements OfEvent {}

    /** An event was changed. A larger capacity stands here before its seats are there. */
    @FactName("event.updated")
    record Updated(
            UUID eventId,
            String name,
            String venue,
            Instant eventDate,
            BigDecimal price,
            String currency,
            String status,
            int version,
            int totalCapacity,
            List<String> changed)
            implements OfEvent {}

    /** An event was called off; its bookings are refunded from now on. */
    @FactName("event.cancelled")
    record CalledOff(
            UUID eventId,
            String name,
            String venue,
            Instant eventDate,
            BigDecimal price,
            String currency,
            String status,
            int version,
            int totalCapacity,
            List<String> changed)
            implements OfEvent {}

    /** The date of an event has passed. */
    @FactName("event.completed")
    record Completed(
            UUID eventId,
            String name,
            String venue,
            Instant eventDate,
            BigDecimal price,
            String currency,
            String status,
            int version,
            int totalCapacity,
            List<String> changed)
            implements OfEvent {}

    /** An event has another price or currency, from {@code version} on. Stands beside {@link Updated}. */
    @FactName("event.repriced")
    record Repriced(
            UUID eventId, BigDecimal priceWas, String currencyWas, BigDecimal price, String currency, int version)
            implements EventFact {}

    /**
     * Seats came back.
     *
     * @param sold how many of them were sold
     * @param held how many were held
     * @param added how many did not exist before
     * @param availableSeats what the public has now, those served who waited
     */
    @FactName("seats.returned")
    record SeatsReturned(UUID eventId, int sold, int held, int added, int availableSeats) implements EventFact {}

    /**
     * Positions on the waitlist changed.
     *
     * @param waiting entries that wait now
     */
    @FactName("waitlist.position")
    record WaitlistMoved(UUID eventId, int waiting) implements EventFact {}
}
