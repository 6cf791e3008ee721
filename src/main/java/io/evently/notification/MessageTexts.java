package io.evently.notification;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.evently.booking.BookingFact;
import io.evently.catalog.EventFact;
import io.evently.channel.ChannelName;
import io.evently.contact.EndpointFact;
import io.evently.money.Amount;
import io.evently.money.Currencies;
import io.evently.outbox.Fact;
import io.evently.time.Rfc3339;
import io.evently.waitlist.WaitlistFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import static io.evently.channel.ChannelName.EMAIL;
import static io.evently.channel.ChannelName.WEBSOCKET;

/** What people are told in person of what happened, in which words, and on which channels at once. */
final class MessageTexts {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<ChannelName> SOCKET = List.of(WEBSOCKET);
    private static final List<ChannelName> SOCKET_AND_MAIL = List.of(WEBSOCKET, EMAIL);

    private static final Set<String> TOPICS = Set.of(
            "booking.confirmed",
            "booking.held",
            "booking.cancelled",
            "booking.refunded",
            "hold.expired",
            "waitlist.joined",
            "waitlist.promoted",
            "waitlist.closed",
            "offer.expired");

    private MessageTexts() {}

    /**
     * What one person is told.
     *
     * @param type of the notification
     * @param failover whether another channel is worth trying when the first ones reach nobody
     * @param data the members of the notification, under their names in the API
     * @param channels tried at once
     */
    record Text(
            UUID recipient,
            String type,
            String title,
            String message,
            boolean failover,
            Map<String, Object> data,
            List<ChannelName> channels) {}

    /** Whether facts of this topic are told to somebody in person. */
    static boolean concerns(String topic) {
        return TOPICS.contains(topic);
    }

    /** What is told of a fact to the person whom it names; empty when it is told to nobody in person. */
    static Optional<Text> of(Fact fact, EventCard card) {
        if (fact instanceof BookingFact.OfBooking booking) {
            // Whoever extends a hold has the new time in the answer.
            return booking instanceof BookingFact.Extended ? Optional.empty() : Optional.of(ofBooking(booking, card));
        }
        return fact instanceof WaitlistFact.OfEntry entry ? ofEntry(entry, card) : Optional.empty();
    }

    /** What the owner of a webhook is told when it was switched off. */
    static Text disabled(EndpointFact.Disabled it) {
        String why = it.reason().equals("gone")
                ? "It answered that it wants no more messages."
                : "For days nothing but failures came of calling it.";
        return new Text(
                it.userId(),
                "webhook_disabled",
                "Webhook switched off",
                "The webhook " + it.url() + " is switched off. " + why,
                true,
                Map.of("webhook_id", it.webhookId().toString(), "url", it.url(), "reason", it.reason()),
                SOCKET_AND_MAIL);
    }

    /** What attendees are told when a changed event is worth it. */
    static String changed(EventFact.Updated event) {
        return "%s has changed: now at %s, %s.".formatted(event.name(), event.venue(), when(event.eventDate()));
    }

    /** What attendees are told before an event. */
    static String reminder(String name, String venue, Instant date) {
        return "%s begins on %s at %s.".formatted(name, when(date), venue);
    }

    private static Text ofBooking(BookingFact.OfBooking it, EventCard card) {
        Data data =
                new Data(it.eventId()).and("booking_reference", it.reference()).and("quantity", it.quantity());
        UUID user = it.userId();
        if (it instanceof BookingFact.Confirmed
                || it instanceof BookingFact.Refunded
                || it instanceof BookingFact.Held) {
            data.and("total_amount", it.total()).and("currency", it.currency());
        }
        if (it instanceof BookingFact.Cancelled) {
            data.and("was", it.was());
        }
        Map<String, Object> members = data.and("booking_id", it.bookingId()).card(card);
        String seats = seats(it.quantity());
        if (it instanceof BookingFact.Confirmed) {
            String message = "%s for %s on %s. Reference %s, %s."
                    .formatted(
                            seats,
                            card.name(),
                            when(card.date()),
                            it.reference(),
                            Currencies.text(it.total(), it.currency()));
            return new Text(user, "booking_confirmation", "Booking confirmed", message, true, members, SOCKET_AND_MAIL);
        }
        if (it instanceof BookingFact.Held) {
            String message = "%s for %s held. Confirm the booking before the hold ends.".formatted(seats, card.name());
            // Told by those who did it themselves a moment ago: not worth another channel.
            return new Text(user, "booking_held", "Seats held", message, false, members, SOCKET);
        }
        if (it instanceof BookingFact.Cancelled) {
            String message = "Booking %s, %s for %s, is cancelled.".formatted(it.reference(), seats, card.name());
            return new Text(user, "booking_cancelled", "Booking cancelled", message, true, members, SOCKET_AND_MAIL);
        }
        if (it instanceof BookingFact.Refunded) {
            String message = "%s does not take place. Booking %s is refunded with %s."
                    .formatted(card.name(), it.reference(), Currencies.text(it.total(), it.currency()));
            return new Text(
                    user,
                    "booking_refunded",
                    "Event cancelled, booking refunded",
                    message,
                    true,
                    members,
                    SOCKET_AND_MAIL);
        }
        String message = "The hold of %s for %s has ended.".formatted(seats, card.name());
        return new Text(user, "hold_expired", "Held seats given back", message, true, members, SOCKET);
    }

    private static Optional<Text> ofEntry(WaitlistFact.OfEntry it, EventCard card) {
        Data data = new Data(it.eventId());
        UUID user = it.userId();
        String seats = seats(it.quantity());
        if (it instanceof WaitlistFact.Joined joined) {
            Map<String, Object> members = data.and("quantity", it.quantity())
                    .and("position", joined.position())
                    .and("waitlist_id", it.entryId())
                    .card(card);
            String message = "You wait for %s for %s, at position %s.".formatted(seats, card.name(), joined.position());
            // Told by those who did it themselves a moment ago: not worth another channel.
            return Optional.of(new Text(user, "waitlist_joined", "On the waitlist", message, false, members, SOCKET));
        }
        if (it instanceof WaitlistFact.Promoted promoted) {
            Map<String, Object> members = data.and("quantity", it.quantity())
                    .and("offer_expires_at", promoted.offerExpiresAt())
                    .and("booking_id", promoted.bookingId())
                    .and("unit_price", promoted.unitPrice())
                    .and("currency", promoted.currency())
                    .and("waitlist_id", it.entryId())
                    .card(card);
            Instant until = promoted.offerExpiresAt();
            String message = until == null
                    ? "%s for %s booked for you from the waitlist.".formatted(seats, card.name())
                    : "%s for %s offered to you until %s.".formatted(seats, card.name(), when(until));
            return Optional.of(
                    new Text(user, "waitlist_promoted", "Seats for you", message, true, members, SOCKET_AND_MAIL));
        }
        if (it instanceof WaitlistFact.OfferExpired expired) {
            Map<String, Object> members = data.and("quantity", it.quantity())
                    .and("waits_on", expired.waitsOn())
                    .and("waitlist_id", it.entryId())
                    .card(card);
            String what = expired.waitsOn()
                    ? "The offer of %s for %s has lapsed. You keep a place on the waitlist."
                    : "The offer of %s for %s has lapsed, and with it your place on the waitlist.";
            return Optional.of(new Text(
                    user, "offer_expired", "Offer lapsed", what.formatted(seats, card.name()), true, members, SOCKET));
        }
        if (it instanceof WaitlistFact.Closed) {
            Map<String, Object> members = data.and("waitlist_id", it.entryId()).card(card);
            String message = "The waitlist for %s is closed.".formatted(card.name());
            return Optional.of(new Text(user, "waitlist_closed", "Waitlist closed", message, true, members, SOCKET));
        }
        return Optional.empty();
    }

    private static String seats(int quantity) {
        return quantity == 1 ? "1 seat" : quantity + " seats";
    }

    private static String when(Instant instant) {
        return WHEN.format(instant);
    }

    /** The members of a notification, without those that are not there. */
    private static final class Data {
        private final Map<String, Object> members = new LinkedHashMap<>();

        Data(UUID eventId) {
            members.put("event_id", eventId.toString());
        }

        @CanIgnoreReturnValue
        Data and(String name, @Nullable Object value) {
            if (value instanceof Instant instant) {
                members.put(name, Rfc3339.text(instant));
            } else if (value instanceof BigDecimal amount) {
                members.put(name, Amount.exact(amount));
            } else if (value instanceof Integer || value instanceof Boolean) {
                members.put(name, value);
            } else if (value != null) {
                members.put(name, value.toString());
            }
            return this;
        }

        Map<String, Object> card(EventCard card) {
            members.put("event_name", card.name());
            members.put("venue", card.venue());
            members.put("event_date", Rfc3339.text(card.date()));
            members.put("event_version", card.version());
            return members;
        }
    }
}
