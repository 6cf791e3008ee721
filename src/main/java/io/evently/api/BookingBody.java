package io.evently.api;

import io.evently.booking.Booking;
import io.evently.booking.BookingStatus;
import io.evently.booking.BookingView;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bookings as the API shows them; each shape has its own names, as the customer's description has it. */
final class BookingBody {
    private BookingBody() {}

    /** One booking that was asked for. */
    static Map<String, Object> withEvent(BookingView view) {
        Booking booking = view.booking();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", booking.id());
        body.put("booking_reference", booking.reference());
        body.put("user_id", booking.userId());
        body.put("event_id", booking.eventId());
        describe(body, booking);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", view.eventName());
        event.put("venue", view.venue());
        event.put("event_date", view.eventDate());
        body.put("event", event);
        return body;
    }

    /** One booking in a list. */
    static Map<String, Object> listed(BookingView view) {
        Booking booking = view.booking();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", booking.id());
        body.put("event_id", booking.eventId());
        describe(body, booking);
        body.put("booking_reference", booking.reference());
        body.put("event_name", view.eventName());
        body.put("venue", view.venue());
        body.put("event_date", view.eventDate());
        return body;
    }

    private static void describe(Map<String, Object> body, Booking booking) {
        body.put("quantity", booking.quantity());
        body.put("unit_price", booking.unitPrice());
        body.put("total_amount", booking.total());
        body.put("currency", booking.currency());
        body.put("status", booking.status().code());
        if (booking.expiresAt() != null && booking.status() == BookingStatus.HELD) {
            body.put("expires_at", booking.expiresAt());
        }
        body.put("created_at", booking.createdAt());
    }
}
