package io.evently.booking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.evently.bus.BusMessage;
import io.evently.bus.BusName;
import java.math.BigDecimal;
import java.util.UUID;

/** Everything that can come of asking for seats, confirming or extending a hold, or cancelling a booking. */
@BusName("booking-outcome/1")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BookingOutcome.Booked.class, name = "booked"),
    @JsonSubTypes.Type(value = BookingOutcome.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = BookingOutcome.InsufficientSeats.class, name = "insufficient-seats"),
    @JsonSubTypes.Type(value = BookingOutcome.PriceChanged.class, name = "price-changed"),
    @JsonSubTypes.Type(value = BookingOutcome.NotBookable.class, name = "not-bookable"),
    @JsonSubTypes.Type(value = BookingOutcome.NotFound.class, name = "not-found"),
    @JsonSubTypes.Type(value = BookingOutcome.AlreadyCancelled.class, name = "already-cancelled"),
    @JsonSubTypes.Type(value = BookingOutcome.HoldExpired.class, name = "hold-expired"),
    @JsonSubTypes.Type(value = BookingOutcome.QuantityAboveLimit.class, name = "quantity-above-limit"),
    @JsonSubTypes.Type(value = BookingOutcome.HeldAboveLimit.class, name = "held-above-limit"),
    @JsonSubTypes.Type(value = BookingOutcome.ExtensionLimit.class, name = "extension-limit"),
    @JsonSubTypes.Type(value = BookingOutcome.NotHeld.class, name = "not-held"),
    @JsonSubTypes.Type(value = BookingOutcome.KeyMismatch.class, name = "key-mismatch"),
    @JsonSubTypes.Type(value = BookingOutcome.KeyInProgress.class, name = "key-in-progress"),
    @JsonSubTypes.Type(value = BookingOutcome.NotServed.class, name = "not-served")
})
public sealed interface BookingOutcome extends BusMessage {

    <T> T match(Cases<T> cases);

    /** The seats are held or sold, durably. */
    record Booked(Booking booking) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.booked(this);
        }
    }

    /** The booking has ended and its seats went back; a hold that was never paid refunds nothing. */
    record Cancelled(UUID bookingId, String reference, BigDecimal refunded, String currency, int seatsReturned)
            implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.cancelled(this);
        }
    }

    record InsufficientSeats(int available, int requested) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.insufficientSeats(this);
        }
    }

    /** A seat costs more by now than the client was shown: {@code currentPrice}. */
    record PriceChanged(BigDecimal currentPrice, String currency) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.priceChanged(this);
        }
    }

    /** The event is over or was called off: its status is {@code cancelled} or {@code completed}. */
    record NotBookable(String status) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notBookable(this);
        }
    }

    /** No such event or booking, or one that the caller may not know of. */
    record NotFound(String what) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notFound(this);
        }
    }

    record AlreadyCancelled(String status) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.alreadyCancelled(this);
        }
    }

    record HoldExpired(UUID bookingId) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.holdExpired(this);
        }
    }

    record QuantityAboveLimit(int limit, int requested) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.quantityAboveLimit(this);
        }
    }

    /** With this hold the user would hold more seats of the event than one may. */
    record HeldAboveLimit(int limit, int requested) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.heldAboveLimit(this);
        }
    }

    /** The hold was extended as often as it may be: {@code extensions} times. */
    record ExtensionLimit(int extensions) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.extensionLimit(this);
        }
    }

    /** The booking is no hold: there is nothing to extend. */
    record NotHeld(String status) implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notHeld(this);
        }
    }

    /** The key was used for another request. */
    record KeyMismatch() implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.keyMismatch(this);
        }
    }

    /** The first request with this key is still running. */
    record KeyInProgress() implements BookingOutcome {
        @Override
        public <T> T match(Cases<T> cases) {
            return cases.keyInProgress(this);
        }
    }

    /** Nothing was done, or, when {@code UNKNOWN}, nobody can tell yet: the same idempotency key is safe. */
    record NotServed(Reason reason) implements BookingOutcome {
        /** Why not. */
        public enum Reason {
            OVERLOADED,
            DEADLINE,
            UNAVAILABLE,
            UNKNOWN
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.notServed(this);
        }
    }

    /** One answer for each outcome; a new outcome breaks every reader at compile time. */
    interface Cases<T> {
        T booked(Booked it);

        T cancelled(Cancelled it);

        T insufficientSeats(InsufficientSeats it);

        T priceChanged(PriceChanged it);

        T notBookable(NotBookable it);

        T notFound(NotFound it);

        T alreadyCancelled(AlreadyCancelled it);

        T holdExpired(HoldExpired it);

        T quantityAboveLimit(QuantityAboveLimit it);

        T heldAboveLimit(HeldAboveLimit it);

        T extensionLimit(ExtensionLimit it);

        T notHeld(NotHeld it);

        T keyMismatch(KeyMismatch it);

        T keyInProgress(KeyInProgress it);

        T notServed(NotServed it);
    }
}
