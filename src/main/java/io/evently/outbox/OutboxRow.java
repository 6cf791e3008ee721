package io.evently.outbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that became true, as the statement that made it true wrote it down.
 *
 * @param id grows within an event; the relay keeps that order
 * @param topic for example {@code booking.confirmed}
 * @param subject the booking, the waitlist entry or the event, as the topic says
 * @param body what the topic's listeners need; not to be changed
 */
public record OutboxRow(long id, String topic, UUID subject, JsonObject body, Instant at) {

    /** The event this is about. */
    public UUID eventId() {
        String named = body.getString("event_id");
        return named == null ? subject : UUID.fromString(named);
    }
}
