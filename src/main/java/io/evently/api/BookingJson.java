package io.evently.api;

import io.evently.booking.Booking;
import io.evently.booking.BookingStatus;
import io.evently.http.ApiJson;
import io.vertx.core.buffer.Buffer;

/** The answer to a booking request, written member by member: on the day of a sale there is hardly another. */
final class BookingJson {
    private static final int BYTES = 640;

    private BookingJson() {}

    /** The whole answer, with a sentence for the buyer. */
    static Buffer made(Booking booking, String message) {
        return ApiJson.render(BYTES, out -> {
            out.writeStartObject();
            out.writeBooleanField("success", true);
            out.writeObjectFieldStart("data");
            out.writeStringField("booking_id", booking.id().toString());
            out.writeStringField("booking_reference", booking.reference());
            out.writeStringField("user_id", booking.userId().toString());
            out.writeStringField("event_id", booking.eventId().toString());
            out.writeNumberField("quantity", booking.quantity());
            out.writeNumberField("unit_price", booking.unitPrice());
            out.writeNumberField("total_amount", booking.total());
            out.writeStringField("currency", booking.currency());
            out.writeStringField("status", booking.status().code());
            if (booking.expiresAt() != null && booking.status() == BookingStatus.HELD) {
                out.writeStringField("expires_at", ApiJson.render(booking.expiresAt()));
            }
            out.writeStringField("created_at", ApiJson.render(booking.createdAt()));
            out.writeEndObject();
            out.writeStringField("message", message);
            out.writeEndObject();
        });
    }
}
