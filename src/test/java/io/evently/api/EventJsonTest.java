package io.evently.api;

import io.evently.catalog.Event;
import io.evently.catalog.EventStatus;
import io.evently.http.ApiJson;
import io.evently.http.Envelope;
import io.evently.time.Rfc3339;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An event as JSON")
class EventJsonTest {

    /** The same by the mapper's own means. */
    private record View(
            UUID id,
            String name,
            String description,
            String venue,
            Instant eventDate,
            int totalCapacity,
            int availableSeats,
            int seatsHeld,
            int waitlistCount,
            BigDecimal price,
            String currency,
            String status,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static View of(Event event) {
            return new View(
                    event.id(),
                    event.name(),
                    event.description(),
                    event.venue(),
                    event.eventDate(),
                    event.totalCapacity(),
                    event.availableSeats(),
                    event.seatsHeld(),
                    event.waitlistCount(),
                    event.price(),
                    event.currency(),
                    event.status().word(),
                    event.version(),
                    event.createdAt(),
                    event.updatedAt());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "\"quoted\" \\ and / slashed",
                "line\nfeed\t\u0001\u007f",
                "Zürich ～ 𝄞 \ud834",
                "</script>"
            })
    @DisplayName("is what the mapper would make of it, to the byte, whatever its texts are")
    void texts(String text) {
        Event event = event(text, new BigDecimal("0.10"), Instant.parse("2026-06-01T12:00:00.250Z"));

        assertThat(EventJson.one(event).getBytes())
                .isEqualTo(ApiJson.render(Envelope.data(View.of(event)).and("cached", false))
                        .getBytes());
        assertThat(EventJson.changed(event, text).getBytes())
                .isEqualTo(ApiJson.render(Envelope.data(View.of(event)).and("message", text))
                        .getBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "99.9", "1000000", "1E+3", "1E-7", "12345678901234567890.12"})
    @DisplayName("has its price as a plain number")
    void prices(String price) {
        Event event = event("n", new BigDecimal(price), Instant.EPOCH);

        assertThat(EventJson.one(event))
                .hasToString(ApiJson.render(Envelope.data(View.of(event)).and("cached", false))
                        .toString());
        assertThat(EventJson.one(event).toString()).contains("\"price\":" + new BigDecimal(price).toPlainString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 100})
    @DisplayName("makes a page of any length")
    void pages(int length) {
        List<Event> events = IntStream.range(0, length)
                .mapToObj(i -> event("Event " + "x".repeat(i * 20), BigDecimal.valueOf(i), Instant.ofEpochSecond(i)))
                .toList();
        Envelope expected = Envelope.data(events.stream().map(View::of).toList())
                .and("count", length)
                .and("total", 1_000_000_000_000L)
                .and("cached", false);

        assertThat(EventJson.page(events, 1_000_000_000_000L).getBytes())
                .isEqualTo(ApiJson.render(expected).getBytes());
    }

    @Test
    @DisplayName("has its instants as the formatter of the platform would write them")
    void instants() {
        var formatter = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(-70_000_000_000L, 300_000_000_000L);
            Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            assertThat(Rfc3339.text(instant)).isEqualTo(formatter.format(instant));
        }
        for (String edge : List.of(
                "0000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.9999Z",
                "2024-02-29T00:00:00.001Z")) {
            Instant instant = Instant.parse(edge);
            assertThat(Rfc3339.text(instant)).isEqualTo(formatter.format(instant));
        }
    }

    private static Event event(String text, BigDecimal price, Instant at) {
        return new Event(
                new UUID(text.length(), -1),
                text,
                text,
                text,
                at,
                100,
                7,
                3,
                2,
                price,
                "USD",
                EventStatus.COMPLETED,
                12,
                at.plusMillis(1),
                at.plusNanos(999));
    }
}
