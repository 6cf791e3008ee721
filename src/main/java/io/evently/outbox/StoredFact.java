package io.evently.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A fact as the outbox keeps it; {@link FactFamily#read} makes a record of it.
 *
 * @param number of the shard's facts, without gaps; within one event in the order of the commits
 * @param topic for example {@code booking.confirmed}
 * @param members all that it says
 * @param at when it became true
 * @param repeated the listener that gets it has taken it before: it was set back
 */
public record StoredFact(long number, String topic, JsonNode members, Instant at, boolean repeated) {

    /** The event it is about; empty when it is about none. */
    public Optional<UUID> eventId() {
        JsonNode id = members.path("event_id");
        return id.isTextual() ? Optional.of(UUID.fromString(id.textValue())) : Optional.empty();
    }

    /** The trace of the request that made it true, 32 hexadecimal digits; empty when there was none. */
    public Optional<String> trace() {
        return Optional.ofNullable(members.path("trace").textValue());
    }
}
