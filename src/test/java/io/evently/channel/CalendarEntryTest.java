package io.evently.channel;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A booking in a calendar")
class CalendarEntryTest {
    private static final MailName FROM =
            MailName.parse("Evently Tickets <tickets@evently.example>").orElseThrow();
    private static final MailName TO =
            MailName.of("ada@example.com", "Ada <Ünal> 🎭").orElseThrow();

    @Test
    @DisplayName("keeps its UID, and its sequence grows, from the confirmation over a move to the end")
    void lifeCycle() throws Exception {
        CalendarEntry booked = only(message("booking_confirmation", data(3, "2027-06-12T19:00:00.000Z")));
        CalendarEntry moved = only(message(
                "event_update",
                new JsonObject()
                        .put("name", "Evening")
                        .put("venue", "Hall")
                        .put("event_date", "2027-07-01T18:00:00.000Z")
                        .put("version", 4)
                        .put(
                                "bookings",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("booking_reference", "EVT1")
                                                .put("quantity", 2)))));
        CalendarEntry cancelled = only(
                message("booking_cancelled", data(4, "2027-07-01T18:00:00.000Z").put("was", "confirmed")));

        assertThat(List.of(booked, moved, cancelled))
                .extracting(CalendarEntry::method)
                .containsExactly("REQUEST", "REQUEST", "CANCEL");
        assertThat(List.of(booked, moved, cancelled))
                .extracting(entry -> event(entry).getUid().getValue())
                .containsOnly("EVT1@evently.example");
        assertThat(List.of(booked, moved, cancelled))
                .extracting(entry -> event(entry).getSequence().getValue())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(event(moved).getDateStart().getValue()).isEqualTo(Date.from(Instant.parse("2027-07-01T18:00:00Z")));
        assertThat(event(booked).getStatus().getValue()).isEqualTo("CONFIRMED");
        assertThat(event(cancelled).getStatus().getValue()).isEqualTo("CANCELLED");
        assertThat(only(message("booking_refunded", data(4, "2027-07-01T18:00:00.000Z")))
                        .method())
                .isEqualTo("CANCEL");
    }

    @Test
    @DisplayName("is what two readers understand, each method with an organizer, an attendee and an end")
    void twoReaders() throws Exception {
        for (Message message : List.of(
                message("booking_confirmation", data(3, "2027-06-12T19:00:00.000Z")),
                message("booking_cancelled", data(3, "2027-06-12T19:00:00.000Z")))) {
            CalendarEntry entry = only(message);
            VEvent event = event(entry);
            assertThat(event.getOrganizer().getEmail()).isEqualTo("tickets@evently.example");
            assertThat(event.getAttendees()).hasSize(1);
            assertThat(event.getAttendees().get(0).getEmail()).isEqualTo("ada@example.com");
            assertThat(event.getDuration().getValue()).hasToString("PT2H");
            assertThat(Biweekly.parse(text(entry))
                            .first()
                            .validate(biweekly.ICalVersion.V2_0)
                            .isEmpty())
                    .isTrue();

            Calendar calendar = new CalendarBuilder().build(new StringReader(text(entry)));
            calendar.validate();
            assertThat(calendar.getMethod().getValue()).isEqualTo(entry.method());
            Component component = calendar.getComponent(Component.VEVENT);
            assertThat(component.<Property>getProperty(Property.UID).getValue()).isEqualTo("EVT1@evently.example");
            assertThat(component.<Property>getProperty(Property.DTSTART).getValue())
                    .isEqualTo("20270612T190000Z");
            assertThat(component.<Property>getProperty(Property.ORGANIZER).getValue())
                    .isEqualTo("mailto:tickets@evently.example");
            assertThat(component.<Property>getProperty(Property.SUMMARY).getValue())
                    .isEqualTo("Evening; a, b\\c 🎭");
        }
    }

    @Test
    @DisplayName("has no line of more than 75 octets, whatever is in it, and no letter broken")
    void folded() throws Exception {
        String name = "Ünïcödé 🎭 ".repeat(18).strip();
        CalendarEntry entry = only(message(
                "booking_confirmation",
                data(1, "2027-06-12T19:00:00.000Z").put("event_name", name).put("venue", "日本武道館".repeat(30))));
        assertThat(text(entry).split("\r\n"))
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(75));
        assertThat(event(entry).getSummary().getValue()).isEqualTo(name);
        assertThat(text(entry)).doesNotContain("\uFFFD").doesNotContainPattern("(?<!\r)\n");
    }

    @Test
    @DisplayName("is not there for what was never confirmed, nor for any other message")
    void none() {
        assertThat(CalendarEntry.of(
                        message(
                                "booking_cancelled",
                                data(1, "2027-06-12T19:00:00.000Z").put("was", "held")),
                        FROM,
                        TO))
                .isEmpty();
        assertThat(CalendarEntry.of(message("booking_held", data(1, "2027-06-12T19:00:00.000Z")), FROM, TO))
                .isEmpty();
        assertThat(CalendarEntry.of(message("booking_confirmation", new JsonObject()), FROM, TO))
                .isEmpty();
    }

    private static JsonObject data(int version, String date) {
        return new JsonObject()
                .put("booking_reference", "EVT1")
                .put("quantity", 2)
                .put("event_name", "Evening; a, b\\c 🎭")
                .put("venue", "Hall")
                .put("event_date", date)
                .put("event_version", version);
    }

    private static Message message(String type, JsonObject data) {
        return Samples.message(type, "Title", "Text", data);
    }

    private static CalendarEntry only(Message message) {
        List<CalendarEntry> entries = CalendarEntry.of(message, FROM, TO);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static String text(CalendarEntry entry) {
        return entry.file().toString(StandardCharsets.UTF_8);
    }

    private static VEvent event(CalendarEntry entry) {
        ICalendar calendar = Biweekly.parse(text(entry)).first();
        assertThat(calendar.getMethod().getValue()).isEqualTo(entry.method());
        return calendar.getEvents().get(0);
    }
}
