package io.evently.catalog;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.time.Instant;
import java.util.UUID;

/**
 * An event was created, changed, called off or is over, or its waitlist moved.
 *
 * @param change {@code created}, {@code updated}, {@code cancelled}, {@code completed} or {@code waitlist_position}
 * @param details a JSON object: the event's card ({@code name}, {@code venue}, {@code event_date}, {@code price},
 *     {@code currency}, {@code status}, {@code version}, {@code total_capacity}) as far as the change tells it, or
 *     {@code waiting}
 */
@BusName("event-news/1")
public record EventNews(UUID eventId, String change, String details, Instant at) implements BusMessage {}
