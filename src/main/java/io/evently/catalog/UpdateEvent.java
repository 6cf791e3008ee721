package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for changes of an event. A null leaves its field as it is.
 *
 * @param versions the change is made only to one of these versions of the event; null: to whichever it has
 */
@BusName("update-event/1")
public record UpdateEvent(
        UUID eventId,
        @Nullable String name,
        @Nullable String description,
        @Nullable String venue,
        @Nullable Instant eventDate,
        @Nullable Integer totalCapacity,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable List<Integer> versions)
        implements BusMessage {

    public UpdateEvent {
        versions = versions == null ? null : List.copyOf(versions);
    }

    /** True when it would change nothing. */
    boolean empty() {
        return name == null
                && description == null
                && venue == null
                && eventDate == null
                && totalCapacity == null
                && price == null
                && currency == null;
    }
}
