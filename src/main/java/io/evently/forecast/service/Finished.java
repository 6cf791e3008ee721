package io.evently.forecast.service;

import io.evently.forecast.model.BookingProfile;
import io.evently.forecast.model.FinishedEvent;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;

import static java.time.ZoneOffset.UTC;

/**
 * An event that took place.
 *
 * @param series what it is comparable with: its venue, whatever the case of the letters
 */
record Finished(UUID id, String series, int capacity, FinishedEvent event) {

    /** By what was on the books; held seats are not known any more, so it sold out when all seats were booked. */
    static Finished of(UUID id, String series, Instant startsAt, int capacity, BookingProfile profile) {
        return new Finished(
                id,
                series,
                capacity,
                new FinishedEvent(
                        startsAt,
                        startsAt.atOffset(UTC).getDayOfWeek(),
                        profile,
                        soldOutDaysBefore(profile, capacity)));
    }

    private static OptionalInt soldOutDaysBefore(BookingProfile profile, int capacity) {
        for (int days = profile.days(); days >= 0; days--) {
            if (profile.daysAgo(days) >= capacity) {
                return OptionalInt.of(days);
            }
        }
        return OptionalInt.empty();
    }
}
