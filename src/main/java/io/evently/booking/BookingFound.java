package io.evently.booking;

import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The booking that was asked for; null when there is none that the asker may see. */
@BusName("booking-found/1")
public record BookingFound(@Nullable BookingView view) implements BusMessage {

    /** The booking, if any. */
    public Optional<BookingView> found() {
        return Optional.ofNullable(view);
    }
}
