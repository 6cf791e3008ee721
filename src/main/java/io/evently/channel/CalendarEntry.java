package io.evently.channel;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.parameter.ParticipationStatus;
import biweekly.property.Attendee;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import biweekly.util.Duration;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * A booking in the recipient's calendar (RFC 5545), from its confirmation to its end (RFC 5546): one entry for each booking,
 * known by its reference. A moved event changes it, a cancelled booking or event takes it out.
 *
 * @param method what the recipient's program is to do: {@code REQUEST} or {@code CANCEL}
 * @param file an iCalendar object
 */
record CalendarEntry(String method, String fileName, Buffer file) {
    private static final int LONGEST = 200;
    private static final int LINE_OCTETS = 75;
    /** When an event ends is not known; an entry without an end is of no length in some calendars. */
    private static final Duration USUAL = Duration.builder().hours(2).build();

    private static final String NEVER_CONFIRMED = "held";

    /** The entries that a message makes, changes or ends; none for most messages, or when the date is not known. */
    static List<CalendarEntry> of(Message message, MailName from, MailName to) {
        Optional<OffsetDateTime> start = MessageData.instant(message, "event_date");
        if (start.isEmpty()) {
            return List.of();
        }
        return switch (message.type()) {
            case "booking_confirmation" -> List.of(entry(message, message.data(), start.get(), from, to, false));
            case "booking_cancelled", "booking_refunded" ->
                NEVER_CONFIRMED.equals(message.data().getValue("was"))
                        ? List.of()
                        : List.of(entry(message, message.data(), start.get(), from, to, true));
            case "event_update" -> changed(message, start.get(), from, to);
            default -> List.of();
        };
    }

    private static List<CalendarEntry> changed(Message message, OffsetDateTime start, MailName from, MailName to) {
        List<CalendarEntry> entries = new ArrayList<>();
        if (message.data().getValue("bookings") instanceof JsonArray bookings) {
            for (int i = 0; i < bookings.size(); i++) {
                if (bookings.getValue(i) instanceof JsonObject booking) {
                    entries.add(entry(message, booking, start, from, to, false));
                }
            }
        }
        return entries;
    }

    private static CalendarEntry entry(
            Message message, JsonObject booking, OffsetDateTime start, MailName from, MailName to, boolean ends) {
        String reference = PlainText.line(
                MessageData.text(booking, "booking_reference")
                        .orElse(message.id().toString()),
                LONGEST);
        VEvent event = new VEvent();
        event.setUid(reference + '@' + from.domain());
        event.setSequence(sequence(message, ends));
        event.setDateTimeStamp(Date.from(message.createdAt()));
        event.setDateStart(Date.from(start.toInstant()));
        event.setDuration(USUAL);
        event.setSummary(PlainText.line(
                MessageData.text(message, "event_name")
                        .or(() -> MessageData.text(message, "name"))
                        .orElse(message.title()),
                LONGEST));
        event.setStatus(ends ? Status.cancelled() : Status.confirmed());
        event.setOrganizer(new Organizer(from.name().isEmpty() ? null : from.name(), from.email()));
        event.addAttendee(attendee(to));
        MessageData.text(message, "venue").ifPresent(venue -> event.setLocation(PlainText.line(venue, LONGEST)));
        event.setDescription(description(booking, reference));
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Evently//Evently//EN");
        calendar.setMethod(ends ? Method.cancel() : Method.request());
        calendar.addEvent(event);
        return new CalendarEntry(
                ends ? "CANCEL" : "REQUEST",
                "booking-" + fileName(reference) + ".ics",
                Buffer.buffer(written(calendar)));
    }

    // Grows with each change of the event, and once more at the end of the booking.
    private static int sequence(Message message, boolean ends) {
        int version = MessageData.number(message, "event_version")
                .or(() -> MessageData.number(message, "version"))
                .orElse(0);
        return 2 * version + (ends ? 1 : 0);
    }

    private static Attendee attendee(MailName to) {
        Attendee attendee = new Attendee(to.name().isEmpty() ? null : to.name(), to.email());
        attendee.setParticipationStatus(ParticipationStatus.ACCEPTED);
        attendee.setRsvp(false);
        return attendee;
    }

    private static String description(JsonObject booking, String reference) {
        return "Booking " + reference
                + MessageData.text(booking, "quantity")
                        .map(quantity -> ", seats: " + quantity)
                        .orElse("");
    }

    private static String fileName(String reference) {
        return reference.replaceAll("[^A-Za-z0-9-]", "");
    }

    private static String written(ICalendar calendar) {
        StringWriter text = new StringWriter();
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(null);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folded(text.toString());
    }

    // The library folds by characters; RFC 5545, 3.1 counts octets.
    private static String folded(String lines) {
        StringBuilder folded = new StringBuilder(lines.length() + lines.length() / LINE_OCTETS * 3);
        int octets = 0;
        for (int i = 0; i < lines.length(); ) {
            int point = lines.codePointAt(i);
            int size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            boolean end = point == '\r' || point == '\n';
            if (!end && octets + size > LINE_OCTETS) {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.appendCodePoint(point);
            octets = end ? 0 : octets + size;
            i += Character.charCount(point);
        }
        return folded.toString();
    }
}
