package io.evently.api;

import io.evently.catalog.CreateEvent;
import io.evently.catalog.UpdateEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/** An event as a client writes it; the document has checked which members are there. */
record EventBody(
        @Nullable String name,
        @Nullable String description,
        @Nullable String venue,
        @Nullable Instant eventDate,
        @Nullable Integer totalCapacity,
        @Nullable BigDecimal price,
        @Nullable String currency) {
    private static final String DEFAULT_CURRENCY = "USD";

    EventBody {
        eventDate = eventDate == null ? null : eventDate.truncatedTo(MILLIS);
    }

    CreateEvent toCreate() {
        return new CreateEvent(
                requireNonNull(name),
                requireNonNullElse(description, ""),
                requireNonNull(venue),
                requireNonNull(eventDate),
                requireNonNull(totalCapacity),
                requireNonNull(price),
                requireNonNullElse(currency, DEFAULT_CURRENCY));
    }

    UpdateEvent toUpdate(UUID eventId, @Nullable List<Integer> versions) {
        return new UpdateEvent(eventId, name, description, venue, eventDate, totalCapacity, price, currency, versions);
    }
}
