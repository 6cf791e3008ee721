import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.BookingsApi;
import org.openapitools.client.api.EventsApi;
import org.openapitools.client.model.*;

/** A booking as somebody writes it who has nothing but the client that the document was made into. */
public final class BookASeat implements Function<Map<String, String>, Map<String, Object>> {
    private final ApiClient client = new ApiClient();

    @FunctionalInterface
    private interface Call {
        void run() throws ApiException;
    }

    @Override
    public Map<String, Object> apply(Map<String, String> given) {
        try {
            return book(given);
        } catch (ApiException | JsonProcessingException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Map<String, Object> book(Map<String, String> given) throws ApiException, JsonProcessingException {
        client.updateBaseUri(given.get("base"));
        SignedInData account = new AccountsApi(client)
                .loginUser(new LoginUserRequest().email(given.get("email")).password(given.get("password")))
                .getData();
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + account.getToken()));

        ListEventsAnswer listed = new EventsApi(client)
                .listEvents(EventStatus.ACTIVE, given.get("event"), null, null, null, null, null, true, null, 10, null);
        Event event = listed.getData().get(0);

        BookingsApi bookings = new BookingsApi(client);
        CreateBookingRequest wish = new CreateBookingRequest()
                .userId(account.getUser().getId())
                .eventId(event.getId())
                .quantity(2);
        String key = UUID.randomUUID().toString();
        BookingMadeData booked = bookings.createBooking(wish, key).getData();
        BookingMadeData again = bookings.createBooking(wish, key).getData();
        Map<String, Object> mismatch = refused(() -> bookings.createBooking(wish.quantity(1), key));
        Map<String, Object> conflict =
                refused(() -> bookings.createBooking(wish.quantity(4), UUID.randomUUID().toString()));

        UUID id = booked.getBookingId();
        BookingFoundData found = bookings.getBooking(id).getData();
        CancelBookingAnswer cancelled = bookings.cancelBooking(id, null);
        Map<String, Object> twice = refused(() -> bookings.cancelBooking(id, null));

        return map(
                "listed", map("count", listed.getCount(), "name", event.getName(), "free", event.getAvailableSeats()),
                "booked",
                        map(
                                "reference", booked.getBookingReference(),
                                "status", booked.getStatus().getValue(),
                                "total", booked.getTotalAmount()),
                "repeated", again.getBookingId().equals(id),
                "found",
                        map(
                                "reference", found.getBookingReference(),
                                "venue", found.getEvent().getVenue(),
                                "expires", found.getExpiresAt()),
                "cancelled", map("refunded", cancelled.getRefundedAmount(), "seats", cancelled.getSeatsReturned()),
                "mismatch", mismatch,
                "conflict", conflict,
                "twice", twice);
    }

    private Map<String, Object> refused(Call call) throws JsonProcessingException {
        try {
            call.run();
        } catch (ApiException e) {
            ErrorAnswer refusal = client.getObjectMapper().readValue(e.getResponseBody(), ErrorAnswer.class);
            String trace = e.getResponseHeaders().firstValue("X-Trace-Id").orElse("");
            return map(
                    "status", e.getCode(),
                    "code", refusal.getCode().getValue(),
                    "traced", trace.equals(refusal.getTraceId()),
                    "free", refusal.getAvailableSeats());
        }
        throw new IllegalStateException("This was not refused");
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
