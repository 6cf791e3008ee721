package io.evently.channel;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What mails look like: {@code /mail/layout.html} and {@code /mail/layout.txt} around a part for the message's type, or
 * around {@code other} for types that have none.
 */
final class MailTemplates {
    private static final String OTHER = "other";
    private static final List<String> TYPES = List.of(
            "booking_confirmation",
            "booking_held",
            "booking_cancelled",
            "booking_refunded",
            "hold_expired",
            "waitlist_joined",
            "waitlist_promoted",
            "waitlist_closed",
            "offer_expired",
            "event_update",
            "event_reminder",
            OTHER);
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 10_000;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private final Map<String, Template> html = new HashMap<>();
    private final Map<String, Template> text = new HashMap<>();

    record Rendered(String text, String html) {}

    /** Reads all of them; one that is missing or broken is found here. */
    MailTemplates() {
        for (String type : TYPES) {
            html.put(type, compile("layout.html", type + ".html", true));
            text.put(type, compile("layout.txt", type + ".txt", false));
        }
    }

    /** @param name of the recipient, may be empty */
    Rendered render(Message message, String name) {
        String type = html.containsKey(message.type()) ? message.type() : OTHER;
        Map<String, Object> values = values(message, name);
        return new Rendered(write(text, type, values), write(html, type, values));
    }

    private static String write(Map<String, Template> templates, String type, Map<String, Object> values) {
        Template template = templates.get(type);
        if (template == null) {
            throw new IllegalStateException("no template " + type);
        }
        return template.execute(values);
    }

    private static Map<String, Object> values(Message message, String name) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", PlainText.line(message.title(), LONGEST_LINE));
        values.put("message", PlainText.lines(message.text(), LONGEST_TEXT));
        values.put("name", name);
        values.put("id", message.id().toString());
        for (String member : List.of("event_name", "venue", "booking_reference", "quantity")) {
            MessageData.text(message, member).ifPresent(text -> values.put(member, PlainText.line(text, LONGEST_LINE)));
        }
        for (String member : List.of("event_date", "expires_at", "offer_expires_at")) {
            MessageData.instant(message, member).ifPresent(time -> values.put(member, when(time)));
        }
        MessageData.money(message, "total_amount", "currency").ifPresent(amount -> values.put("amount", amount));
        values.put("details", values.containsKey("event_name") || values.containsKey("booking_reference"));
        return values;
    }

    private static String when(OffsetDateTime time) {
        return WHEN.format(time) + " UTC"
                + (time.getOffset().equals(ZoneOffset.UTC)
                        ? ""
                        : time.getOffset().getId());
    }

    private static Template compile(String layout, String part, boolean escape) {
        return Mustache.compiler()
                .escapeHTML(escape)
                .defaultValue("")
                .emptyStringIsFalse(true)
                .withLoader(name -> reader(name.equals("part") ? part : name))
                .compile(reader(layout));
    }

    private static Reader reader(String name) {
        InputStream in = MailTemplates.class.getResourceAsStream("/mail/" + name);
        if (in == null) {
            throw new UncheckedIOException(new IOException("/mail/" + name + " is missing from the class path"));
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
