package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.time.Instant;

/** Asks for a new event; the limits of each field are those of {@link EventRules}. */
@BusName("create-event/1")
public record CreateEvent(
        String name,
        String description,
        String venue,
        Instant eventDate,
        int totalCapacity,
        BigDecimal price,
        String currency)
        implements BusMessage {}
