package io.evently.booking;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.evently.bus.BusMessage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Booking messages")
class BookingMessagesTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00.123Z");
    private static final UUID ID = UUID.fromString("019c3a52-7b1e-7c44-9d1f-3f0a54c1e2a7");
    private static final IdempotencyKey KEY = new IdempotencyKey("order-1", "aa");
    private static final Booking BOOKING = new Booking(
            ID,
            "EVT20300101A22222222222",
            ID,
            ID,
            2,
            new BigDecimal("19.99"),
            new BigDecimal("39.98"),
            "USD",
            BookingStatus.HELD,
            NOW,
            NOW);
    private static final BookingView VIEW = new BookingView(BOOKING, "Concert", "Hall", NOW);

    @ParameterizedTest
    @MethodSource("samples")
    @DisplayName("come back from JSON as they went in")
    void carried(BusMessage sample) throws Exception {
        Class<? extends BusMessage> family = familyOf(sample);
        byte[] bytes = JSON.writerFor(family).writeValueAsBytes(sample);

        assertThat(JSON.readerFor(family).<Object>readValue(bytes)).isEqualTo(sample);
    }

    @Test
    @DisplayName("are all among the samples, each outcome too")
    void complete() {
        Set<Class<?>> families = samples().map(BookingMessagesTest::familyOf).collect(Collectors.toSet());
        Set<Class<?>> shown = samples().map(Object::getClass).collect(Collectors.toSet());

        assertThat(families).containsExactlyInAnyOrderElementsOf(BookingEndpoints.FAMILIES);
        assertThat(shown).contains(BookingOutcome.class.getPermittedSubclasses());
        assertThat(shown).contains(EventCancelled.class.getPermittedSubclasses());
    }

    static Stream<BusMessage> samples() {
        return Stream.of(
                new BookSeats(ID, ID, 2, new BigDecimal("12.50"), true, KEY, NOW),
                new BookSeats(ID, ID, 2, null, false, null, NOW),
                new AcceptOffer(ID, ID, KEY, NOW),
                new BookingChange(ID, ID, true, KEY, NOW),
                new BookingOutcome.Booked(BOOKING),
                new BookingOutcome.Cancelled(ID, "EVT", new BigDecimal("0.00"), "USD", 2),
                new BookingOutcome.InsufficientSeats(1, 2),
                new BookingOutcome.PriceChanged(new BigDecimal("12.50"), "EUR"),
                new BookingOutcome.NotBookable("cancelled"),
                new BookingOutcome.NotFound("Event"),
                new BookingOutcome.AlreadyCancelled("refunded"),
                new BookingOutcome.HoldExpired(ID),
                new BookingOutcome.QuantityAboveLimit(10, 11),
                new BookingOutcome.HeldAboveLimit(10, 2),
                new BookingOutcome.ExtensionLimit(2),
                new BookingOutcome.NotHeld("confirmed"),
                new BookingOutcome.KeyMismatch(),
                new BookingOutcome.KeyInProgress(),
                new BookingOutcome.NotServed(BookingOutcome.NotServed.Reason.DEADLINE),
                new CancelEvent(ID),
                new EventCancelled.Done(3, new BigDecimal("59.97")),
                new EventCancelled.NotPossible("completed"),
                new EventCancelled.NoSuchEvent(),
                new BookingQuery("EVT", ID, false),
                new BookingFound(VIEW),
                new BookingFound(null),
                new UserBookings(ID, BookingStatus.CONFIRMED, 20, 40),
                new BookingPage(List.of(VIEW), 1),
                new SpendingQuery(List.of(ID)),
                new Spending(Map.of(ID, new Spending.Sum(3, new BigDecimal("59.97")))));
    }

    private static Class<? extends BusMessage> familyOf(BusMessage sample) {
        return BookingEndpoints.FAMILIES.stream()
                .filter(family -> family.isInstance(sample))
                .findFirst()
                .orElseThrow();
    }
}
