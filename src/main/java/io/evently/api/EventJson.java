package io.evently.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.evently.catalog.Event;
import io.evently.http.ApiJson;
import io.evently.time.Rfc3339;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** An event as a client reads it, and the two answers that most visitors get, written member by member. */
final class EventJson {
    private static final int EVENT_BYTES = 512;

    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString DESCRIPTION = new SerializedString("description");
    private static final SerializableString VENUE = new SerializedString("venue");
    private static final SerializableString EVENT_DATE = new SerializedString("event_date");
    private static final SerializableString TOTAL_CAPACITY = new SerializedString("total_capacity");
    private static final SerializableString AVAILABLE_SEATS = new SerializedString("available_seats");
    private static final SerializableString SEATS_HELD = new SerializedString("seats_held");
    private static final SerializableString WAITLIST_COUNT = new SerializedString("waitlist_count");
    private static final SerializableString PRICE = new SerializedString("price");
    private static final SerializableString CURRENCY = new SerializedString("currency");
    private static final SerializableString STATUS = new SerializedString("status");
    private static final SerializableString VERSION = new SerializedString("version");
    private static final SerializableString CREATED_AT = new SerializedString("created_at");
    private static final SerializableString UPDATED_AT = new SerializedString("updated_at");

    private EventJson() {}

    /** The whole answer to a request for one event. */
    static Buffer one(Event event) {
        return ApiJson.render(EVENT_BYTES, out -> {
            out.writeStartObject();
            out.writeBooleanField("success", true);
            out.writeFieldName("data");
            write(event, out);
            out.writeBooleanField("cached", false);
            out.writeEndObject();
        });
    }

    /** The whole answer to a request that changed an event. */
    static Buffer changed(Event event, String message) {
        return ApiJson.render(EVENT_BYTES, out -> {
            out.writeStartObject();
            out.writeBooleanField("success", true);
            out.writeFieldName("data");
            write(event, out);
            out.writeStringField("message", message);
            out.writeEndObject();
        });
    }

    /** The whole answer to a request for a page of events, of {@code total} on all pages. */
    static Buffer page(List<Event> events, long total) {
        return ApiJson.render(EVENT_BYTES * (events.size() + 1), out -> {
            out.writeStartObject();
            out.writeBooleanField("success", true);
            out.writeArrayFieldStart("data");
            for (Event event : events) {
                write(event, out);
            }
            out.writeEndArray();
            out.writeNumberField("count", events.size());
            out.writeNumberField("total", total);
            out.writeBooleanField("cached", false);
            out.writeEndObject();
        });
    }

    private static void write(Event event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, ID, event.id().toString());
        text(out, NAME, event.name());
        text(out, DESCRIPTION, event.description());
        text(out, VENUE, event.venue());
        text(out, EVENT_DATE, Rfc3339.text(event.eventDate()));
        number(out, TOTAL_CAPACITY, event.totalCapacity());
        number(out, AVAILABLE_SEATS, event.availableSeats());
        number(out, SEATS_HELD, event.seatsHeld());
        number(out, WAITLIST_COUNT, event.waitlistCount());
        out.writeFieldName(PRICE);
        out.writeNumber(event.price());
        text(out, CURRENCY, event.currency());
        text(out, STATUS, event.status().word());
        number(out, VERSION, event.version());
        text(out, CREATED_AT, Rfc3339.text(event.createdAt()));
        text(out, UPDATED_AT, Rfc3339.text(event.updatedAt()));
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, SerializableString name, String value) throws IOException {
        out.writeFieldName(name);
        out.writeString(value);
    }

    private static void number(JsonGenerator out, SerializableString name, int value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }
}
