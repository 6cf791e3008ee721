package io.evently.channel;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The words of a mail")
class MailTemplatesTest {
    private final MailTemplates templates = new MailTemplates();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "booking_confirmation", "booking_held", "booking_cancelled", "booking_refunded", "hold_expired",
                "waitlist_joined", "waitlist_promoted", "waitlist_closed", "offer_expired", "event_update",
                "event_reminder", "something_else"
            })
    @DisplayName("say title, text and event for every type, with nothing of the template left")
    void everyType(String type) {
        Message sample = Samples.booking();
        JsonObject data = sample.data()
                .copy()
                .put("expires_at", "2026-12-01T12:00:00Z")
                .put("offer_expires_at", "2026-12-01T12:00:00Z");
        MailTemplates.Rendered mail =
                templates.render(Samples.message(type, "A <title>", "Some <b>words</b>", data), "Ada");
        assertThat(mail.html())
                .contains("A &lt;title&gt;", "Some &lt;b&gt;words&lt;/b&gt;", "Hello Ada,", "Main Hall")
                .doesNotContain("{{", "}}", "<b>words");
        assertThat(mail.text())
                .contains("A <title>", "Some <b>words</b>", "Hello Ada,", "Main Hall")
                .doesNotContain("{{", "}}");
    }

    @Test
    @DisplayName("leave out what is not known")
    void nothingKnown() {
        MailTemplates.Rendered mail = templates.render(
                Samples.message(
                        "booking_held",
                        "T",
                        "x",
                        new JsonObject().put("expires_at", "soon").put("total_amount", "a lot")),
                "");
        assertThat(mail.text()).doesNotContain("Hello", "until", "Total", "Event:");
        assertThat(mail.html()).doesNotContain("Hello", "until", "Total");
    }
}
