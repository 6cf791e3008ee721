package io.evently.booking.service;

import io.evently.booking.BookingView;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Where a booking stands in a list: the newest first, and of those made in the same moment the highest id. */
record BookingPlace(Instant createdAt, UUID id) {
    static final Comparator<BookingPlace> NEWEST_FIRST = Comparator.comparing(BookingPlace::createdAt)
            .thenComparing(place -> place.id().toString())
            .reversed();

    static BookingPlace of(BookingView view) {
        return new BookingPlace(view.booking().createdAt(), view.booking().id());
    }
}
