package io.evently.channel;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Messages and settings as the tests of channels use them. */
final class Samples {
    static final Instant CREATED = Instant.parse("2026-11-20T10:15:30Z");
    static final Duration PATIENT = Duration.ofMinutes(1);
    private static final long AWAITED_SECONDS = 120;

    private Samples() {}

    static Message message(String type, String title, String text, JsonObject data) {
        return new Message(UUID.randomUUID(), type, title, text, data, CREATED);
    }

    static Message note(String title, String text) {
        return message("note", title, text, new JsonObject());
    }

    static Message booking() {
        return message(
                "booking_confirmation",
                "Your booking is confirmed",
                "2 seats for Café <Müller> & friends are yours.",
                new JsonObject()
                        .put("booking_id", UUID.randomUUID().toString())
                        .put("booking_reference", "EVT20261120ABCDEFGHJK")
                        .put("event_id", UUID.randomUUID().toString())
                        .put("event_name", "Café <Müller> & friends 🎭")
                        .put("venue", "Main Hall; Room 1, left")
                        .put("event_date", "2026-12-24T19:30:00+01:00")
                        .put("quantity", 2)
                        .put("total_amount", new BigDecimal("120.5"))
                        .put("currency", "EUR"));
    }

    static SmsConfig customSms(String url, SmsConfig.ContentType type, String body, Duration timeout) {
        return new SmsConfig(
                true,
                SmsConfig.Preset.CUSTOM,
                "https://api.twilio.com",
                null,
                null,
                "Evently",
                "POST",
                url,
                List.of("Authorization: Bearer s3cret"),
                type,
                body,
                List.of("(?i)invalid.{0,20}number"),
                40,
                4,
                timeout);
    }

    static SmsConfig twilio(String baseUrl) {
        return new SmsConfig(
                true,
                SmsConfig.Preset.TWILIO,
                baseUrl,
                "AC0123456789",
                "s3cret",
                "+15550199",
                "POST",
                null,
                List.of(),
                SmsConfig.ContentType.JSON,
                null,
                List.of(),
                320,
                4,
                PATIENT);
    }

    /** The result of a future, on the test's thread. */
    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) throws Exception {
        return future.await(AWAITED_SECONDS, TimeUnit.SECONDS);
    }
}
