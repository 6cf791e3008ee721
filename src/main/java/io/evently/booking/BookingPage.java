package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.List;

/**
 * One page of bookings.
 *
 * @param total all that match, on every page
 */
@BusName("booking-page/1")
public record BookingPage(List<BookingView> bookings, long total) implements BusMessage {
    public BookingPage {
        bookings = List.copyOf(bookings);
    }
}
