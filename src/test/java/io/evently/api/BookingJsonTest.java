package io.evently.api;

import io.evently.booking.Booking;
import io.evently.booking.BookingStatus;
import io.evently.http.ApiJson;
import io.evently.http.Envelope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The answer to a booking request")
class BookingJsonTest {
    private static final Instant MADE = Instant.parse("2030-01-01T12:00:00Z");

    @Test
    @DisplayName("is what the mapper would write of a confirmed booking")
    void confirmed() {
        Booking booking = booking(BookingStatus.CONFIRMED, null, new BigDecimal("0.10"));
        assertThat(BookingJson.made(booking, "Booked").toString())
                .isEqualTo(byMapper(booking, "Booked"))
                .contains("\"total_amount\":0.20")
                .contains("\"created_at\":\"2030-01-01T12:00:00.000Z\"");
    }

    @Test
    @DisplayName("names the end of a hold")
    void held() {
        Booking booking = booking(BookingStatus.HELD, MADE.plusMillis(600_001), new BigDecimal("1000000.00"));
        assertThat(BookingJson.made(booking, "Held").toString())
                .isEqualTo(byMapper(booking, "Held"))
                .contains("\"expires_at\":\"2030-01-01T12:10:00.001Z\"");
    }

    private static String byMapper(Booking booking, String message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("booking_id", booking.id());
        data.put("booking_reference", booking.reference());
        data.put("user_id", booking.userId());
        data.put("event_id", booking.eventId());
        data.put("quantity", booking.quantity());
        data.put("unit_price", booking.unitPrice());
        data.put("total_amount", booking.total());
        data.put("currency", booking.currency());
        data.put("status", booking.status().code());
        if (booking.status() == BookingStatus.HELD) {
            data.put("expires_at", booking.expiresAt());
        }
        data.put("created_at", booking.createdAt());
        return ApiJson.render(Envelope.data(data).and("message", message)).toString();
    }

    private static Booking booking(BookingStatus status, @Nullable Instant expiresAt, BigDecimal price) {
        return new Booking(
                UUID.randomUUID(),
                "EVT20300101A23456789ABC",
                UUID.randomUUID(),
                UUID.randomUUID(),
                2,
                price,
                price.multiply(BigDecimal.valueOf(2)),
                "USD",
                status,
                expiresAt,
                MADE);
    }
}
