package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for another price of an event that is on sale. What is held, offered or booked keeps the price that it had. The price, its history
 * and the fact are written in one statement.
 *
 * @param version the change is made only to this version of the event; null: to whichever it has
 * @param reason in the words of who wanted it; null when nobody said
 * @param changedBy the account that did it; null for the service itself
 * @param inputs from which the price was computed, a JSON object; null when it was not
 */
@BusName("change-price/1")
public record ChangePrice(
        UUID eventId,
        BigDecimal price,
        @Nullable Integer version,
        PriceCause cause,
        @Nullable String reason,
        @Nullable UUID changedBy,
        @Nullable String inputs)
        implements BusMessage {

    UpdateEvent asUpdate() {
        return new UpdateEvent(
                eventId, null, null, null, null, null, price, null, version == null ? null : List.of(version));
    }
}
