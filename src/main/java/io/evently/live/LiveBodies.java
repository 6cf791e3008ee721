package io.evently.live;

import io.evently.catalog.EventNews;
import io.evently.catalog.SeatCounts.SeatCount;
import io.evently.delivery.SocketDelivery.SocketMessage;
import io.evently.money.Amount;
import io.evently.notification.SystemAlert;
import io.evently.time.Rfc3339;
import io.vertx.core.json.JsonObject;

/** Renders what is announced inside the cluster as messages for sockets. */
final class LiveBodies {
    private static final String EVENT_UPDATE = "event_update";
    private static final String SYSTEM_ALERT = "system_alert";
    private static final String NOTIFICATION = "notification";
    private static final String WAITLIST_POSITION = "waitlist_position";
    private static final String TYPE = "type";
    private static final String EVENT_ID = "event_id";

    private LiveBodies() {}

    static LiveMessage of(SeatCount count) {
        JsonObject body = new JsonObject()
                .put(TYPE, "seats")
                .put(EVENT_ID, count.eventId().toString())
                .put("sequence", count.sequence())
                .put("total_capacity", count.totalCapacity())
                .put("available_seats", count.availableSeats())
                .put("seats_held", count.seatsHeld())
                .put("waitlist_count", count.waitlistCount())
                .put("price", Amount.exact(count.price()))
                .put("currency", count.currency())
                .put("status", count.status())
                .put("version", count.version())
                .put("at", Rfc3339.text(count.at()));
        return new LiveMessage(LiveAddress.ofEvent(count.eventId()), EVENT_UPDATE, body.encode());
    }

    static LiveMessage of(EventNews news) {
        boolean position = EventNews.WAITLIST_POSITION.equals(news.change());
        JsonObject body = new JsonObject()
                .put(TYPE, position ? WAITLIST_POSITION : EVENT_UPDATE)
                .put(EVENT_ID, news.eventId().toString());
        if (position) {
            body.put("waiting", news.waiting());
        } else {
            body.put("change", news.change()).put("event", card(news));
        }
        body.put("at", Rfc3339.text(news.at()));
        return new LiveMessage(
                LiveAddress.ofEvent(news.eventId()), position ? NOTIFICATION : EVENT_UPDATE, body.encode());
    }

    private static JsonObject card(EventNews news) {
        EventNews.Card card = news.card();
        if (card == null) {
            return new JsonObject();
        }
        JsonObject body = new JsonObject()
                .put("name", card.name())
                .put("venue", card.venue())
                .put("event_date", Rfc3339.text(card.eventDate()))
                .put("price", Amount.exact(card.price()))
                .put("currency", card.currency())
                .put("status", card.status())
                .put("version", card.version())
                .put("total_capacity", card.totalCapacity());
        return card.changed() == null ? body : body.put("changed", card.changed());
    }

    static LiveMessage of(SystemAlert alert) {
        JsonObject body = new JsonObject()
                .put(TYPE, SYSTEM_ALERT)
                .put("id", alert.id().toString())
                .put("title", alert.title())
                .put("message", alert.message())
                .put("created_at", Rfc3339.text(alert.createdAt()));
        return new LiveMessage(LiveAddress.ALERTS, SYSTEM_ALERT, body.encode());
    }

    static LiveMessage of(SocketMessage message) {
        return new LiveMessage(LiveAddress.ofUser(message.userId()), eventOf(message.type()), message.body());
    }

    /** What Socket.IO calls a notification of this type. */
    static String eventOf(String type) {
        return switch (type) {
            case "booking_confirmation" -> "booking_confirmed";
            case "waitlist_promoted", EVENT_UPDATE, SYSTEM_ALERT -> type;
            default -> NOTIFICATION;
        };
    }
}
