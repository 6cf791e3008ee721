package io.evently.notification;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.booking.BookingFact;
import io.evently.catalog.EventFact;
import io.evently.money.Amount;
import io.evently.outbox.Fact;
import io.evently.time.Rfc3339;
import io.evently.waitlist.WaitlistFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Facts as programs outside read them: the members under their names in the API, times in the one form of the API. */
final class WebhookBody {
    /** What integrators can subscribe to; the OpenAPI document lists the same. */
    static final Set<String> TOPICS = Set.of(
            "booking.confirmed",
            "booking.held",
            "booking.cancelled",
            "booking.refunded",
            "hold.extended",
            "hold.expired",
            "waitlist.joined",
            "waitlist.promoted",
            "waitlist.position",
            "waitlist.closed",
            "offer.expired",
            "event.created",
            "event.updated",
            "event.cancelled",
            "event.completed",
            "system.alert");

    private final Map<String, Object> members = new LinkedHashMap<>();

    private WebhookBody() {}

    /** The members of a fact that has a topic of {@link #TOPICS}. */
    static Map<String, Object> of(Fact fact) {
        WebhookBody body = new WebhookBody();
        if (fact instanceof BookingFact.OfBooking booking) {
            body.booking(booking);
        } else if (fact instanceof WaitlistFact.OfEntry waitlist) {
            body.waitlist(waitlist);
        } else if (fact instanceof EventFact.OfEvent event) {
            body.event(event);
        } else if (fact instanceof EventFact.WaitlistMoved moved) {
            body.subject(moved.eventId()).and("event_id", moved.eventId()).and("waiting", moved.waiting());
        } else if (fact instanceof AlertFact.Alerted alert) {
            body.subject(alert.alertId()).and("title", alert.title()).and("message", alert.message());
        }
        return body.members;
    }

    /** What attendees are told of an event that changed. */
    static Map<String, Object> ofEvent(EventFact.OfEvent event) {
        WebhookBody body = new WebhookBody();
        body.card(event);
        return body.members;
    }

    private void booking(BookingFact.OfBooking booking) {
        subject(booking.bookingId())
                .and("event_id", booking.eventId())
                .and("user_id", booking.userId())
                .and("reference", booking.reference())
                .and("quantity", booking.quantity())
                .and("unit_price", booking.unitPrice())
                .and("total", booking.total())
                .and("currency", booking.currency())
                .and("was", booking.was())
                .and("booked_at", booking.bookedAt())
                .and("expires_at", booking.expiresAt());
    }

    private void waitlist(WaitlistFact.OfEntry waitlist) {
        subject(waitlist.entryId())
                .and("event_id", waitlist.eventId())
                .and("user_id", waitlist.userId())
                .and("quantity", waitlist.quantity());
        if (waitlist instanceof WaitlistFact.Joined joined) {
            and("position", joined.position());
        } else if (waitlist instanceof WaitlistFact.Promoted promoted) {
            and("offer_expires_at", promoted.offerExpiresAt())
                    .and("booking_id", promoted.bookingId())
                    .and("unit_price", promoted.unitPrice())
                    .and("currency", promoted.currency());
        } else if (waitlist instanceof WaitlistFact.OfferExpired expired) {
            and("waits_on", expired.waitsOn());
        }
    }

    private void event(EventFact.OfEvent event) {
        subject(event.eventId()).card(event);
    }

    private void card(EventFact.OfEvent event) {
        and("event_id", event.eventId())
                .and("name", event.name())
                .and("venue", event.venue())
                .and("event_date", event.eventDate())
                .and("price", event.price())
                .and("currency", event.currency())
                .and("status", event.status())
                .and("version", event.version())
                .and("total_capacity", event.totalCapacity())
                .and("changed", event.changed());
    }

    @CanIgnoreReturnValue
    private WebhookBody subject(UUID id) {
        return and("subject", id);
    }

    @CanIgnoreReturnValue
    private WebhookBody and(String name, @Nullable Object value) {
        if (value instanceof Instant instant) {
            members.put(name, Rfc3339.text(instant));
        } else if (value instanceof BigDecimal amount) {
            members.put(name, Amount.exact(amount));
        } else if (value instanceof UUID id) {
            members.put(name, id.toString());
        } else if (value != null) {
            members.put(name, value);
        }
        return this;
    }
}
