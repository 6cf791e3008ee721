package io.evently.notification;

import io.evently.channel.ChannelName;
import io.evently.outbox.OutboxRow;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import static io.evently.channel.ChannelName.EMAIL;
import static io.evently.channel.ChannelName.WEBSOCKET;

/** What people are told of which topic of the outbox, in which words, and on which channels at once. */
public final class MessageTexts {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<ChannelName> SOCKET = List.of(WEBSOCKET);
    private static final List<ChannelName> SOCKET_AND_MAIL = List.of(WEBSOCKET, EMAIL);

    private static final Map<String, Form> FORMS = Map.of(
            "booking.confirmed",
            new Form("booking_confirmation", "Booking confirmed", SOCKET_AND_MAIL, MessageTexts::confirmed),
            "booking.held",
            new Form("booking_held", "Seats held", SOCKET, MessageTexts::held),
            "booking.cancelled",
            new Form("booking_cancelled", "Booking cancelled", SOCKET_AND_MAIL, MessageTexts::cancelled),
            "booking.refunded",
            new Form("booking_refunded", "Event cancelled, booking refunded", SOCKET_AND_MAIL, MessageTexts::refunded),
            "hold.expired",
            new Form("hold_expired", "Held seats given back", SOCKET, MessageTexts::lapsedHold),
            "waitlist.joined",
            new Form("waitlist_joined", "On the waitlist", SOCKET, MessageTexts::joined),
            "waitlist.promoted",
            new Form("waitlist_promoted", "Seats for you", SOCKET_AND_MAIL, MessageTexts::promoted),
            "waitlist.closed",
            new Form("waitlist_closed", "Waitlist closed", SOCKET, MessageTexts::closed),
            "offer.expired",
            new Form("offer_expired", "Offer lapsed", SOCKET, MessageTexts::lapsedOffer));

    private MessageTexts() {}

    /**
     * What one topic says.
     *
     * @param type of the notification
     * @param channels tried at once
     */
    record Form(String type, String title, List<ChannelName> channels, Sentence sentence) {

        String message(JsonObject data) {
            return sentence.of(data);
        }
    }

    /** Words for the data of a notification. */
    @FunctionalInterface
    interface Sentence {
        String of(JsonObject data);
    }

    /** How a topic is told to the person whom its row names; empty when it is told to nobody in person. */
    static Optional<Form> of(String topic) {
        return Optional.ofNullable(FORMS.get(topic));
    }

    /** The members of a notification: those of the row under their names in the API, and the event's card. */
    static JsonObject data(OutboxRow row, JsonObject card) {
        JsonObject data = new JsonObject();
        row.body().forEach(member -> {
            switch (member.getKey()) {
                case "user_id" -> {}
                case "reference" -> data.put("booking_reference", member.getValue());
                case "total" -> data.put("total_amount", member.getValue());
                default -> {
                    if (member.getValue() != null) {
                        data.put(member.getKey(), member.getValue());
                    }
                }
            }
        });
        if (row.topic().startsWith("booking.") || row.topic().equals("hold.expired")) {
            data.put("booking_id", row.subject().toString());
        } else {
            data.put("waitlist_id", row.subject().toString());
        }
        return data.mergeIn(card);
    }

    /** What attendees are told when a changed event is worth it. */
    static String changed(JsonObject card) {
        return "%s has changed: now at %s, %s."
                .formatted(card.getString("name"), card.getString("venue"), when(card.getString("event_date")));
    }

    /** What attendees are told before an event. */
    static String reminder(String name, String venue, Instant date) {
        return "%s begins on %s at %s.".formatted(name, WHEN.format(date), venue);
    }

    private static String confirmed(JsonObject data) {
        return "%s for %s on %s. Reference %s, %s %s."
                .formatted(
                        seats(data),
                        name(data),
                        when(data.getString("event_date")),
                        data.getString("booking_reference"),
                        new BigDecimal(String.valueOf(data.getValue("total_amount"))).setScale(2),
                        data.getString("currency"));
    }

    private static String held(JsonObject data) {
        return "%s for %s held. Confirm the booking before the hold ends.".formatted(seats(data), name(data));
    }

    private static String cancelled(JsonObject data) {
        return "Booking %s, %s for %s, is cancelled."
                .formatted(data.getString("booking_reference"), seats(data), name(data));
    }

    private static String refunded(JsonObject data) {
        return "%s does not take place. Booking %s is refunded with %s %s."
                .formatted(
                        name(data),
                        data.getString("booking_reference"),
                        new BigDecimal(String.valueOf(data.getValue("total_amount"))).setScale(2),
                        data.getString("currency"));
    }

    private static String lapsedHold(JsonObject data) {
        return "The hold of %s for %s has ended.".formatted(seats(data), name(data));
    }

    private static String joined(JsonObject data) {
        return "You wait for %s for %s, at position %s.".formatted(seats(data), name(data), data.getValue("position"));
    }

    private static String promoted(JsonObject data) {
        String until = data.getString("offer_expires_at");
        return until == null
                ? "%s for %s booked for you from the waitlist.".formatted(seats(data), name(data))
                : "%s for %s offered to you until %s.".formatted(seats(data), name(data), when(until));
    }

    private static String closed(JsonObject data) {
        return "The waitlist for %s is closed.".formatted(name(data));
    }

    private static String lapsedOffer(JsonObject data) {
        return Boolean.TRUE.equals(data.getBoolean("waits_on"))
                ? "The offer of %s for %s has lapsed. You keep a place on the waitlist."
                        .formatted(seats(data), name(data))
                : "The offer of %s for %s has lapsed, and with it your place on the waitlist."
                        .formatted(seats(data), name(data));
    }

    private static String seats(JsonObject data) {
        int quantity = data.getInteger("quantity");
        return quantity == 1 ? "1 seat" : quantity + " seats";
    }

    private static String name(JsonObject data) {
        return data.getString("event_name");
    }

    // PostgreSQL writes instants of jsonb with the session's offset.
    private static String when(String timestamp) {
        return WHEN.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(timestamp, Instant::from));
    }
}
