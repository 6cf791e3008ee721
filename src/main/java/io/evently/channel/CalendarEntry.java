package io.evently.channel;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Status;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Optional;

/** A confirmed booking for the recipient's calendar (RFC 5545). */
final class CalendarEntry {
    private static final String TYPE = "booking_confirmation";
    private static final int LONGEST = 200;

    private CalendarEntry() {}

    /**
     * The entry of a confirmed booking whose date is known; nothing for other messages. When an event ends is not known,
     * so the entry has a beginning only.
     */
    static Optional<Buffer> of(Message message, String domain) {
        if (!message.type().equals(TYPE)) {
            return Optional.empty();
        }
        return MessageData.instant(message, "event_date").map(start -> written(message, domain, start));
    }

    private static Buffer written(Message message, String domain, OffsetDateTime start) {
        String reference = MessageData.text(message, "booking_reference")
                .orElse(message.id().toString());
        VEvent event = new VEvent();
        event.setUid(PlainText.line(reference, LONGEST) + '@' + domain);
        event.setDateTimeStamp(Date.from(message.createdAt()));
        event.setDateStart(Date.from(start.toInstant()));
        event.setSummary(PlainText.line(MessageData.text(message, "event_name").orElse(message.title()), LONGEST));
        event.setStatus(Status.confirmed());
        MessageData.text(message, "venue").ifPresent(venue -> event.setLocation(PlainText.line(venue, LONGEST)));
        event.setDescription(description(message, reference));
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Evently//Evently//EN");
        calendar.setMethod(Method.publish());
        calendar.addEvent(event);
        return Buffer.buffer(Biweekly.write(calendar).go());
    }

    private static String description(Message message, String reference) {
        return "Booking " + PlainText.line(reference, LONGEST)
                + MessageData.text(message, "quantity")
                        .map(quantity -> ", seats: " + quantity)
                        .orElse("");
    }
}
